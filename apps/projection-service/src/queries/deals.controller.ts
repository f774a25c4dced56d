import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { DEAL_STATES } from '@offtake/deals/deal-status';
import { slug } from '@offtake/deals/vocabulary';
import { Needs } from '@offtake/http-edge/access-guard';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import * as answers from '../answers/deals.ts';
import { answer, headOf } from './answer.ts';
import { COORDINATES, type Coordinates, coordinatesSchema } from './coordinates.ts';
import { DealQuery } from './deal.query.ts';
import { DealHistoryQuery } from './deal-history.query.ts';
import { DealsQuery } from './deals.query.ts';
import { list } from './exposure-parameters.ts';
import { Places } from './place.ts';

export const dealsSchema = z.strictObject({
  ...COORDINATES,
  state: list(z.enum(DEAL_STATES)).optional(),
  party: list(slug).optional(),
  q: z.string().max(200).optional(),
});

@ApiTags('deals')
@Controller('api/books/:book/deals')
@Needs('read')
export class DealsController {
  readonly #places: Places;
  readonly #queries: QueryBus;

  constructor(places: Places, queries: QueryBus) {
    this.#places = places;
    this.#queries = queries;
  }

  @Get()
  @ApiOkResponse({ standardSchema: answers.deals })
  @ApiOperation({
    summary: 'The register of deals',
    description:
      'With reading=alternative as they would be under the other version of what is disputed; `leftAside` names disputed events whose other version does not fold.',
  })
  async deals(
    @Param('book') book: string,
    @Query({ schema: dealsSchema }) parameters: z.infer<typeof dealsSchema>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const place = await this.#places.settle(book, parameters);
    await answer(request, reply, place, async () => {
      const deals = await this.#queries.execute(new DealsQuery(place, parameters));
      return { body: { ...headOf(place), deals }, table: deals };
    });
  }

  @Get(':deal')
  @ApiOkResponse({ standardSchema: answers.deal })
  @ApiOperation({ summary: 'The term sheet of a deal: legs, accounts, rights, evidence' })
  async deal(
    @Param('book') book: string,
    @Param('deal') deal: string,
    @Query({ schema: coordinatesSchema }) coordinates: Coordinates,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const place = await this.#places.settle(book, coordinates);
    await answer(request, reply, place, async () => ({
      body: await this.#queries.execute(new DealQuery(place, deal)),
    }));
  }

  @Get(':deal/history')
  @ApiOkResponse({ standardSchema: answers.dealHistory })
  @ApiOperation({ summary: 'What was recorded about a deal, and what each event changed' })
  async history(
    @Param('book') book: string,
    @Param('deal') deal: string,
    @Query({ schema: coordinatesSchema }) coordinates: Coordinates,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const place = await this.#places.settle(book, coordinates);
    await answer(request, reply, place, async () => {
      const entries = await this.#queries.execute(new DealHistoryQuery(place, deal));
      return { body: { ...headOf(place), deal, entries }, table: entries };
    });
  }
}
