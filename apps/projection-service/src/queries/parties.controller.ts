import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Needs } from '@offtake/http-edge/access-guard';
import type { FastifyReply, FastifyRequest } from 'fastify';
import * as answers from '../answers/parties.ts';
import { answer, headOf } from './answer.ts';
import { type Coordinates, coordinatesSchema } from './coordinates.ts';
import { PartiesQuery } from './parties.query.ts';
import { PartyQuery } from './party.query.ts';
import { PartyHistoryQuery } from './party-history.query.ts';
import { Places } from './place.ts';

@ApiTags('parties')
@Controller('api/books/:book/parties')
@Needs('read')
export class PartiesController {
  readonly #places: Places;
  readonly #queries: QueryBus;

  constructor(places: Places, queries: QueryBus) {
    this.#places = places;
    this.#queries = queries;
  }

  @Get()
  @ApiOkResponse({ standardSchema: answers.parties })
  @ApiOperation({
    summary: 'The registered parties',
    description: 'A party that was merged says `mergedInto`; the one that it reads as lists it in `merged`.',
  })
  async parties(
    @Param('book') book: string,
    @Query({ schema: coordinatesSchema }) coordinates: Coordinates,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const place = await this.#places.settle(book, coordinates);
    await answer(request, reply, place, async () => {
      const parties = await this.#queries.execute(new PartiesQuery(place));
      return { body: { ...headOf(place), parties }, table: parties };
    });
  }

  @Get(':party')
  @ApiOkResponse({ standardSchema: answers.party })
  @ApiOperation({ summary: 'A party, with its metrics and targets' })
  async party(
    @Param('book') book: string,
    @Param('party') party: string,
    @Query({ schema: coordinatesSchema }) coordinates: Coordinates,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const place = await this.#places.settle(book, coordinates);
    await answer(request, reply, place, async () => ({
      body: await this.#queries.execute(new PartyQuery(place, party)),
    }));
  }

  @Get(':party/history')
  @ApiOkResponse({ standardSchema: answers.partyHistory })
  @ApiOperation({ summary: 'What was recorded about a party, and what each event changed' })
  async history(
    @Param('book') book: string,
    @Param('party') party: string,
    @Query({ schema: coordinatesSchema }) coordinates: Coordinates,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const place = await this.#places.settle(book, coordinates);
    await answer(request, reply, place, async () => {
      const entries = await this.#queries.execute(new PartyHistoryQuery(place, party));
      return { body: { ...headOf(place), party, entries }, table: entries };
    });
  }
}
