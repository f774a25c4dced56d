import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Needs } from '@offtake/http-edge/access-guard';
import type { FastifyReply, FastifyRequest } from 'fastify';
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
import { Places } from './place.ts';

@ApiTags('exposures')
@Controller('api/books/:book/exposures')
@Needs('read')
export class ExposuresController {
  readonly #places: Places;
  readonly #queries: QueryBus;

  constructor(places: Places, queries: QueryBus) {
    this.#places = places;
    this.#queries = queries;
  }

  @Get()
  @ApiOperation({ summary: 'Exposure: the sum of the postings at the coordinates, by group keys' })
  async exposures(
    @Param('book') book: string,
    @Query({ schema: exposuresSchema }) parameters: ExposureParameters,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const place = await this.#places.settle(book, parameters);
    const { groupBy, consolidate } = parameters;
    await answer(request, reply, place, async () => {
      const rows = await this.#queries.execute(new ExposuresQuery(place, groupBy, filterOf(parameters), consolidate));
      return { body: { ...headOf(place), rows }, table: rows };
    });
  }

  @Get('explain')
  @ApiOperation({ summary: 'The postings behind a sum, each with its event and evidence' })
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
      const [postings, sum] = await Promise.all([
        this.#queries.execute(new ExplainQuery(place, filter, consolidate)),
        this.#queries.execute(new ExposuresQuery(place, groupBy, filter, consolidate)),
      ]);
      return { body: { ...headOf(place), postings, sum }, table: postings };
    });
  }

  @Get('diff')
  @ApiOperation({ summary: 'What differs between two positions or two dates, and the events that made it' })
  async diff(
    @Param('book') book: string,
    @Query({ schema: diffSchema }) parameters: DiffParameters,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { from, to, fromValid, toValid, knownAt, validAt, minPosition, reading } = parameters;
    const common = { minPosition, reading };
    const [before, after] = await Promise.all([
      this.#places.settle(book, { ...common, knownAt: from ?? knownAt, validAt: fromValid ?? validAt }),
      this.#places.settle(book, { ...common, knownAt: to ?? knownAt, validAt: toValid ?? validAt }),
    ]);
    const { groupBy, consolidate } = parameters;
    await answer(request, reply, { ...after, position: Math.max(before.position, after.position) }, async () => {
      const query = new DiffQuery(before, after, groupBy, filterOf(parameters), consolidate);
      const diff = await this.#queries.execute(query);
      return { body: { position: after.position, from: headOf(before), to: headOf(after), ...diff }, table: diff.rows };
    });
  }
}
