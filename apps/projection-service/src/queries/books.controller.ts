import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { may, type Principal } from '@offtake/access/principal';
import { Needs, Who } from '@offtake/http-edge/access-guard';
import type { FastifyReply, FastifyRequest } from 'fastify';
import * as answers from '../answers/books.ts';
import { answerPresent } from './answer.ts';
import { BookQuery, BooksQuery } from './books.query.ts';
import { type Coordinates, coordinatesSchema } from './coordinates.ts';
import { Places } from './place.ts';

@ApiTags('books')
@Controller('api/books')
export class BooksController {
  readonly #places: Places;
  readonly #queries: QueryBus;

  constructor(places: Places, queries: QueryBus) {
    this.#places = places;
    this.#queries = queries;
  }

  /** The books that one may read; a position that is asked for above a book's newest event means that one. */
  @Get()
  @ApiOkResponse({ standardSchema: answers.books })
  @ApiOperation({ summary: 'The books that one may read' })
  @Needs('principal')
  async books(
    @Query({ schema: coordinatesSchema }) coordinates: Coordinates,
    @Who() who: Principal,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const books = await this.#queries.execute(new BooksQuery(coordinates, (book) => may(who, book, 'read')));
    await answerPresent(request, reply, { body: { books }, table: books });
  }

  @Get(':book')
  @ApiOkResponse({ standardSchema: answers.book })
  @ApiOperation({ summary: 'One book' })
  @Needs('read')
  async book(
    @Param('book') book: string,
    @Query({ schema: coordinatesSchema }) coordinates: Coordinates,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const place = await this.#places.settle(book, coordinates);
    const row = await this.#queries.execute(new BookQuery(place));
    reply.header('offtake-position', String(place.position));
    await answerPresent(request, reply, { body: row });
  }
}
