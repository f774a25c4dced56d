import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { may, type Principal } from '@offtake/access/principal';
import { Needs, Who } from '@offtake/http-edge/access-guard';
import { problem } from '@offtake/http-edge/problem';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { formOf, toLines } from './answer.ts';
import { type BookRow, BooksQuery } from './books.query.ts';
import { toCsv } from './csv.ts';

const nothing = z.strictObject({});

@ApiTags('books')
@Controller('api/books')
export class BooksController {
  readonly #queries: QueryBus;

  constructor(queries: QueryBus) {
    this.#queries = queries;
  }

  /** The books that one may read. Not cached: lag moves without an event. */
  @Get()
  @ApiOperation({ summary: 'The books that one may read' })
  @Needs('principal')
  async books(
    @Query({ schema: nothing }) _: object,
    @Who() who: Principal,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const books = (await this.#queries.execute(new BooksQuery())).filter(({ book }) => may(who, book, 'read'));
    reply.header('cache-control', 'private, no-cache');
    const form = formOf(request);
    if (form === 'csv') await reply.type('text/csv; charset=utf-8').send(toCsv(books));
    else if (form === 'ndjson') await reply.type('application/x-ndjson; charset=utf-8').send(toLines(books));
    else await reply.send({ books });
  }

  @Get(':book')
  @ApiOperation({ summary: 'One book' })
  @Needs('read')
  async book(
    @Param('book') book: string,
    @Query({ schema: nothing }) _: object,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const [row]: readonly BookRow[] = await this.#queries.execute(new BooksQuery(book));
    if (!row) throw problem(404, 'not-found', `there is no book ${book}`);
    await reply.headers({ 'cache-control': 'private, no-cache', 'offtake-position': String(row.checkpoint) }).send(row);
  }
}
