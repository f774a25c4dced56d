import { Readable } from 'node:stream';
import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ABOUT_EVENTS, DEAL_EVENTS, type EventType, PARTY_EVENTS } from '@offtake/deals/events';
import { slug } from '@offtake/deals/vocabulary';
import { Needs } from '@offtake/http-edge/access-guard';
import { problem } from '@offtake/http-edge/problem';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import * as answers from '../answers/events.ts';
import { answer, formOf, headOf, isFresh, nameFile, toLines } from './answer.ts';
import { COORDINATES, type Coordinates, coordinatesSchema, position } from './coordinates.ts';
import { EventsQuery, MOST_EVENTS } from './events.query.ts';
import { list } from './exposure-parameters.ts';
import { type Place, Places } from './place.ts';

const TYPES = Object.keys({ ...DEAL_EVENTS, ...PARTY_EVENTS, ...ABOUT_EVENTS }) as EventType[];
const USUAL_LIMIT = 100;

export const eventsSchema = z.strictObject({
  ...COORDINATES,
  after: position.default(0),
  limit: position.pipe(z.number().min(1).max(MOST_EVENTS)).optional(),
  type: list(z.enum(TYPES)).optional(),
  deal: slug.optional(),
  party: slug.optional(),
});
type EventsParameters = z.infer<typeof eventsSchema>;

@ApiTags('events')
@Controller('api/books/:book/events')
@Needs('read')
export class EventsController {
  readonly #places: Places;
  readonly #queries: QueryBus;

  constructor(places: Places, queries: QueryBus) {
    this.#places = places;
    this.#queries = queries;
  }

  @Get()
  @ApiOkResponse({ standardSchema: answers.events })
  @ApiOperation({ summary: 'The recorded events in order; as NDJSON the whole history' })
  async events(
    @Param('book') book: string,
    @Query({ schema: eventsSchema }) parameters: EventsParameters,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const place = await this.#places.settle(book, parameters);
    if (formOf(request) === 'ndjson') {
      if (isFresh(request, reply, place)) {
        await reply.status(304).send();
        return;
      }
      nameFile(request, reply, 'ndjson');
      reply.type('application/x-ndjson; charset=utf-8');
      await reply.send(Readable.from(this.#lines(place, parameters), { objectMode: false }));
      return;
    }
    await answer(request, reply, place, async () => {
      const { after, limit = USUAL_LIMIT } = parameters;
      const page = await this.#queries.execute(new EventsQuery(place, after, limit, parameters));
      return { body: { ...headOf(place), ...page }, table: page.events };
    });
  }

  @Get(':position')
  @ApiOkResponse({ standardSchema: answers.event })
  @ApiOperation({ summary: 'One recorded event' })
  async event(
    @Param('book') book: string,
    @Param('position', { schema: position }) at: number,
    @Query({ schema: coordinatesSchema }) coordinates: Coordinates,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const place = await this.#places.settle(book, coordinates);
    await answer(request, reply, place, async () => {
      const { events } = await this.#queries.execute(new EventsQuery(place, at - 1, 1));
      const [event] = events;
      if (event?.position !== at) throw problem(404, 'not-found', `${book} has no event ${at} at ${place.position}`);
      return { body: event };
    });
  }

  /** The whole history, or its first `limit` events: page by page, each read in a transaction of its own. */
  async *#lines(place: Place, { after, limit = Number.MAX_SAFE_INTEGER, ...asked }: EventsParameters) {
    let [from, left]: [number | null, number] = [after, limit];
    while (from !== null && left > 0) {
      const query: EventsQuery = new EventsQuery(place, from, Math.min(left, MOST_EVENTS), asked);
      const { events, next } = await this.#queries.execute(query);
      if (events.length > 0) yield toLines(events);
      left -= events.length;
      from = next;
    }
  }
}
