import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { ReadDatabase } from '../schema/read-database.ts';
import type { Place } from './place.ts';
import { type ApiEvent, type EventFilter, eventsAfter, printEvent } from './recorded-events.ts';

export const MOST_EVENTS = 1_000;

export interface EventPage {
  readonly events: readonly ApiEvent[];
  /** What `after` of the next page is; null where this one is the last. */
  readonly next: number | null;
}

/** A page of the recorded events, in order of position. */
export class EventsQuery extends Query<EventPage> {
  readonly place: Place;
  readonly after: number;
  readonly limit: number;
  readonly filter: EventFilter;

  /** @param limit at most MOST_EVENTS */
  constructor(place: Place, after: number, limit: number, filter: EventFilter = {}) {
    super();
    this.place = place;
    this.after = after;
    this.limit = limit;
    this.filter = filter;
  }
}

@QueryHandler(EventsQuery)
export class EventsHandler implements IQueryHandler<EventsQuery> {
  readonly #database: ReadDatabase;

  constructor(database: ReadDatabase) {
    this.#database = database;
  }

  async execute({ place, after, limit, filter }: EventsQuery): Promise<EventPage> {
    const found = await eventsAfter(this.#database, place, after, limit + 1, filter);
    const events = found.slice(0, limit).map(printEvent);
    return { events, next: found.length > limit ? (events.at(-1)?.position ?? null) : null };
  }
}
