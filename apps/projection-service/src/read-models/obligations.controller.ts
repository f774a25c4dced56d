import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Needs } from '@offtake/http-edge/access-guard';
import type { FastifyReply, FastifyRequest } from 'fastify';
import * as answers from '../answers/obligations.ts';
import { type Answer, answer, formOf, headOf } from '../queries/answer.ts';
import type { Coordinates } from '../queries/coordinates.ts';
import { filterOf } from '../queries/exposure-parameters.ts';
import { type Place, Places } from '../queries/place.ts';
import { CoverageQuery } from './coverage.query.ts';
import { DeliveryQuery } from './delivery.query.ts';
import { FirmnessQuery } from './firmness.query.ts';
import {
  type CoverageParameters,
  coverageSchema,
  type DeliveryParameters,
  deliverySchema,
  type FirmnessParameters,
  firmnessSchema,
  type ReconciliationParameters,
  type RightsParameters,
  type RunoffParameters,
  reconciliationSchema,
  rightsSchema,
  runoffSchema,
} from './obligation-parameters.ts';
import { ReconciliationQuery } from './reconciliation.query.ts';
import { RightsQuery } from './rights.query.ts';
import { periodsOf, RunoffQuery } from './runoff.query.ts';

/** How sure obligations are, when they are due, whether they are met and can be paid for. */
@ApiTags('obligations')
@Controller('api/books/:book')
@Needs('read')
export class ObligationsController {
  readonly #places: Places;
  readonly #queries: QueryBus;

  constructor(places: Places, queries: QueryBus) {
    this.#places = places;
    this.#queries = queries;
  }

  @Get('firmness')
  @ApiOkResponse({ standardSchema: answers.firmness })
  @ApiOperation({
    summary: 'Headline, firmness, and the waterfall from one to what is firm',
    description:
      'Per kind and unit. Headline: every account but lapsed. Firmness: (firm + performed) / headline, of what is ' +
      'stated; null where the headline states nothing.',
  })
  async firmness(
    @Param('book') book: string,
    @Query({ schema: firmnessSchema }) parameters: FirmnessParameters,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.#answer(book, parameters, request, reply, async (place) => {
      const query = new FirmnessQuery(place, filterOf(parameters), parameters.consolidate);
      const firmness = await this.#queries.execute(query);
      return { body: firmness, table: firmness.rows };
    });
  }

  @Get('delivery')
  @ApiOkResponse({ standardSchema: answers.delivery })
  @ApiOperation({
    summary: 'What was performed against its schedule, step by step, and what is overdue',
    description:
      'Today is validAt, or today in UTC. Ratio: performed / scheduled, which is what was due by today; overdue: what ' +
      'was due before today and is not performed. Totals leave what has no date out of the ratio.',
  })
  async delivery(
    @Param('book') book: string,
    @Query({ schema: deliverySchema }) parameters: DeliveryParameters,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.#answer(book, parameters, request, reply, async (place) => {
      const delivery = await this.#queries.execute(new DeliveryQuery(place, parameters));
      return { body: { today: place.today, ...delivery }, table: delivery.rows };
    });
  }

  @Get('runoff')
  @ApiOkResponse({ standardSchema: answers.runoff })
  @ApiOperation({
    summary: 'What is firm by the month, quarter or year in which it is due, and the maturity wall',
    description:
      'What is due over a term without steps is spread by calendar day from the later of its start and validAt, both ' +
      'ends included, and counted in `assumed`. Without an end it is undated. With `party`, a row is of one side.',
  })
  async runoff(
    @Param('book') book: string,
    @Query({ schema: runoffSchema }) parameters: RunoffParameters,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.#answer(book, parameters, request, reply, async (place) => {
      const { by, consolidate } = parameters;
      const runoff = await this.#queries.execute(new RunoffQuery(place, by, parameters, consolidate));
      const table = formOf(request) === 'csv' ? periodsOf(runoff.rows) : runoff.rows;
      return { body: { today: place.today, by, ...runoff }, table };
    });
  }

  @Get('coverage')
  @ApiOkResponse({ standardSchema: answers.coverage })
  @ApiOperation({
    summary: 'The payments of a party due in twelve months against its run-rate, cash and facilities',
    description:
      'The window is (validAt, validAt + 12 months]. Ratios are intervals: the lowest payments over the highest metric ' +
      'to the highest payments, with all that has no date, over the lowest metric; null where nothing bounds them.',
  })
  async coverage(
    @Param('book') book: string,
    @Query({ schema: coverageSchema }) parameters: CoverageParameters,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.#answer(book, parameters, request, reply, async (place) => {
      const coverage = await this.#queries.execute(new CoverageQuery(place, parameters.party));
      return { body: coverage, table: coverage.rows };
    });
  }

  @Get('reconciliation')
  @ApiOkResponse({ standardSchema: answers.reconciliation })
  @ApiOperation({
    summary: 'A stated target against what was contracted for it',
    description:
      'By default a currency counts payments that its parties owe, and a unit of capacity the capacity that they are ' +
      'owed. `rest` is the stated total less what is stated of the legs that count; below 0: over-allocated.',
  })
  async reconciliation(
    @Param('book') book: string,
    @Query({ schema: reconciliationSchema }) parameters: ReconciliationParameters,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.#answer(book, parameters, request, reply, async (place) => {
      const reconciliation = await this.#queries.execute(
        new ReconciliationQuery(place, parameters.target, parameters.party),
      );
      return { body: reconciliation, table: reconciliation.rows };
    });
  }

  @Get('rights')
  @ApiOkResponse({ standardSchema: answers.rights })
  @ApiOperation({
    summary: 'The calendar of rights: exclusivity, first refusal, option windows, exits',
    description:
      'By date, what has none last; `from` and `to` select what overlaps them. An option past its window with ' +
      'something left in it is `past`: nothing lapses by itself.',
  })
  async rights(
    @Param('book') book: string,
    @Query({ schema: rightsSchema }) parameters: RightsParameters,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.#answer(book, parameters, request, reply, async (place) => {
      const { from, to } = parameters;
      const range = { ...(from ? { from } : {}), ...(to ? { to } : {}) };
      const entries = await this.#queries.execute(new RightsQuery(place, parameters, range));
      return { body: { today: place.today, entries }, table: entries };
    });
  }

  async #answer(
    book: string,
    coordinates: Coordinates,
    request: FastifyRequest,
    reply: FastifyReply,
    read: (place: Place) => Promise<Answer>,
  ): Promise<void> {
    const place = await this.#places.settle(book, coordinates);
    await answer(request, reply, place, async () => {
      const { body, ...table } = await read(place);
      return { body: { ...headOf(place), ...body }, ...table };
    });
  }
}
