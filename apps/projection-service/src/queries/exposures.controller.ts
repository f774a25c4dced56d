import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { printAmount } from '@offtake/deals/amount';
import type { Filter } from '@offtake/exposure/sum';
import { Needs } from '@offtake/http-edge/access-guard';
import type { FastifyReply, FastifyRequest } from 'fastify';
import * as answers from '../answers/exposures.ts';
import { answer, headOf } from './answer.ts';
import { DiffQuery } from './diff.query.ts';
import { ExplainQuery } from './explain.query.ts';
import {
  type DiffParameters,
  diffSchema,
  type ExposureParameters,
  explainSchema,
  exposuresSchema,
  filterOf,
} from './exposure-parameters.ts';
import { ExposuresQuery } from './exposures.query.ts';
import { type Place, Places } from './place.ts';
import { Sums } from './sums.ts';

@ApiTags('exposures')
@Controller('api/books/:book/exposures')
@Needs('read')
export class ExposuresController {
  readonly #places: Places;
  readonly #queries: QueryBus;
  readonly #sums: Sums;

  constructor(places: Places, queries: QueryBus, sums: Sums) {
    this.#places = places;
    this.#queries = queries;
    this.#sums = sums;
  }

  @Get()
  @ApiOkResponse({ standardSchema: answers.exposures })
  @ApiOperation({
    summary: 'Exposure: the sum of the postings at the coordinates, by group keys',
    description:
      'Parties read as what they were merged into; with consolidate also as their topmost parent: what stays inside one party then drops out, and is listed as `internal`. A row that an open dispute touches says `disputed: true`.',
  })
  async exposures(
    @Param('book') book: string,
    @Query({ schema: exposuresSchema }) parameters: ExposureParameters,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const place = await this.#places.settle(book, parameters);
    const { groupBy, consolidate } = parameters;
    const filter = filterOf(parameters);
    await answer(request, reply, place, async () => {
      const [rows, internal] = await Promise.all([
        this.#queries.execute(new ExposuresQuery(place, groupBy, filter, consolidate)),
        this.#internal(place, filter, consolidate),
      ]);
      return { body: { ...headOf(place), rows, ...internal }, table: rows };
    });
  }

  @Get('explain')
  @ApiOkResponse({ standardSchema: answers.explanation })
  @ApiOperation({
    summary: 'The postings behind a sum, each with its event and evidence',
    description: 'A posting whose parties read as others says `recordedAs`; one of a disputed event, `disputed: true`.',
  })
  async explain(
    @Param('book') book: string,
    @Query({ schema: explainSchema }) parameters: ExposureParameters,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const place = await this.#places.settle(book, parameters);
    const { groupBy, consolidate } = parameters;
    const filter = filterOf(parameters);
    await answer(request, reply, place, async () => {
      const [postings, sum, internal] = await Promise.all([
        this.#queries.execute(new ExplainQuery(place, filter, consolidate)),
        this.#queries.execute(new ExposuresQuery(place, groupBy, filter, consolidate)),
        this.#internal(place, filter, consolidate),
      ]);
      return { body: { ...headOf(place), postings, sum, ...internal }, table: postings };
    });
  }

  @Get('diff')
  @ApiOkResponse({ standardSchema: answers.diff })
  @ApiOperation({
    summary: 'What differs between two positions or two dates, and the events that made it',
    description:
      '`facts` are new, `corrections` put the record right (retractions too), `disputes` are disagreements and rulings. An event by which a party came to read as another has no postings.',
  })
  async diff(
    @Param('book') book: string,
    @Query({ schema: diffSchema }) parameters: DiffParameters,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const [before, after] = await this.#places.settleBoth(book, parameters);
    const { groupBy, consolidate } = parameters;
    await answer(request, reply, { ...after, position: Math.max(before.position, after.position) }, async () => {
      const filter = filterOf(parameters);
      const [diff, from, to] = await Promise.all([
        this.#queries.execute(new DiffQuery(before, after, groupBy, filter, consolidate)),
        this.#internal(before, filter, consolidate),
        this.#internal(after, filter, consolidate),
      ]);
      const [head, sides] = [
        { position: after.position },
        { from: { ...headOf(before), ...from }, to: { ...headOf(after), ...to } },
      ];
      return { body: { ...head, ...sides, ...diff }, table: diff.rows };
    });
  }

  /** What drops out because it stays inside one party. */
  async #internal(place: Place, filter: Filter, consolidate: boolean): Promise<object> {
    if (!consolidate) return {};
    const legs = await this.#sums.internal(place, filter);
    return {
      internal: legs.map(({ amount, disputed, ...leg }) => {
        return { ...leg, ...printAmount(amount), ...(disputed ? { disputed } : {}) };
      }),
    };
  }
}
