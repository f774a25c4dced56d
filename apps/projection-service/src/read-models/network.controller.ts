import { Body, Controller, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Needs } from '@offtake/http-edge/access-guard';
import type { FastifyReply, FastifyRequest } from 'fastify';
import * as answers from '../answers/network.ts';
import { answer, headOf, send } from '../queries/answer.ts';
import { Places } from '../queries/place.ts';
import { ConcentrationQuery } from './concentration.query.ts';
import { FlowsQuery } from './flows.query.ts';
import {
  type ConcentrationParameters,
  concentrationSchema,
  type FlowsParameters,
  flowsSchema,
  type StressAsked,
  type StressAt,
  stressAtSchema,
  stressSchema,
} from './network-parameters.ts';
import { StressQuery } from './stress.query.ts';

/** Who depends on whom, what goes round, and what if some do not pay. */
@ApiTags('network')
@Controller('api/books/:book')
@Needs('read')
export class NetworkController {
  readonly #places: Places;
  readonly #queries: QueryBus;

  constructor(places: Places, queries: QueryBus) {
    this.#places = places;
    this.#queries = queries;
  }

  @Get('concentration')
  @ApiOkResponse({ standardSchema: answers.concentration })
  @ApiOperation({
    summary: 'On how few counterparties hangs what a party owes, or is owed: shares, HHI, top 1 and 3',
    description:
      'Shares of what is stated in firm and performed, largest first. `side` is where the party stands; the shares are ' +
      'of those on the other one. Without `party` everybody stands there. Ratios are exact to 6 decimals, the HHI from ' +
      '0 to 10,000; null where nothing is stated. What stays inside one party has no share, and is listed as `internal`.',
  })
  async concentration(
    @Param('book') book: string,
    @Query({ schema: concentrationSchema }) parameters: ConcentrationParameters,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const place = await this.#places.settle(book, parameters);
    const { side, kind, unit } = parameters;
    await answer(request, reply, place, async () => {
      const { party, ...concentration } = await this.#queries.execute(new ConcentrationQuery(place, parameters));
      return { body: { ...headOf(place), party, side, kind, unit, ...concentration }, table: concentration.shares };
    });
  }

  @Get('flows')
  @ApiOkResponse({ standardSchema: answers.flows })
  @ApiOperation({
    summary: 'Who owes whom, the loops in it, and how much of one unit goes round',
    description:
      'Edges in every unit; loops of 2 to `maxLength` hops over all of them, valued by their smallest hop in `unit`, the ' +
      'largest first, at most 1,000 (then `truncated`). Circularity is the largest circulation in the flows of `unit` ' +
      'over their gross; pass-through is 1 − (½ Σ|net|) / gross. Parties read as their topmost parents; what stays ' +
      'inside one is listed as `internal`.',
  })
  async flows(
    @Param('book') book: string,
    @Query({ schema: flowsSchema }) parameters: FlowsParameters,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const place = await this.#places.settle(book, parameters);
    await answer(request, reply, place, async () => {
      const flows = await this.#queries.execute(new FlowsQuery(place, parameters));
      return { body: { ...headOf(place), unit: parameters.unit, ...flows }, table: flows.edges };
    });
  }

  @Post('stress')
  @ApiOkResponse({ standardSchema: answers.stress })
  @HttpCode(200)
  @ApiOperation({
    summary: 'What if some do not pay: clearing payments, shortfalls, and who fails in which round',
    description:
      'Writes nothing. What is firm and falls due in the months after validAt (or today) clears after Eisenberg and Noe ' +
      '(2001), with default costs `alpha`, `beta` after Rogers and Veraart (2013). A party has what `assets` says, or ' +
      'else its newest equity-buffer; one that owes something and has neither is refused, by name (422 ' +
      '`unknown-buffer`). What is undated, unstated or past is listed as `excluded`.',
  })
  async stress(
    @Param('book') book: string,
    @Query({ schema: stressAtSchema }) at: StressAt,
    @Body({ schema: stressSchema }) asked: StressAsked,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const place = await this.#places.settle(book, at);
    const stress = await this.#queries.execute(new StressQuery(place, asked));
    const { unit, months, kinds } = asked;
    reply.headers({ 'offtake-position': String(place.position), 'cache-control': 'no-store', vary: 'accept' });
    await send(request, reply, { body: { ...headOf(place), unit, months, kinds, ...stress }, table: stress.parties });
  }
}
