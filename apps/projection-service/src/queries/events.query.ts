import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { ReadDatabase } from '../schema/read-database.ts';
import { PartyNames } from './party-names.ts';
import type { Place } from './place.ts';
import { type ApiEvent, eventsAfter, printEvent } from './recorded-events.ts';

export const MOST_EVENTS = 1_000;

export interface EventPage {
  readonly events: readonly ApiEvent[];
  /** What `after` of the next page is; null where this one is the last. */
  readonly next: number | null;
}

export interface EventsAsked {
  readonly type?: readonly string[] | undefined;
  readonly deal?: string | undefined;
  readonly party?: string | undefined;
}

/** A page of the recorded events, in order of position; of a party also those of the ones that read as it. */
export class EventsQuery extends Query<EventPage> {
  readonly place: Place;
  readonly after: number;
  readonly limit: number;
  readonly asked: EventsAsked;

  /** @param limit at most MOST_EVENTS */
  constructor(place: Place, after: number, limit: number, asked: EventsAsked = {}) {
    super();
    this.place = place;
    this.after = after;
    this.limit = limit;
    this.asked = asked;
  }
}

@QueryHandler(EventsQuery)
export class EventsHandler implements IQueryHandler<EventsQuery> {
  readonly #database: ReadDatabase;
  readonly #names: PartyNames;

  constructor(database: ReadDatabase, names: PartyNames) {
    this.#database = database;
    this.#names = names;
  }

  async execute({ place, after, limit, asked: { type, deal, party } }: EventsQuery): Promise<EventPage> {
    const parties = party ? (await this.#names.at(place, false)).members(party) : undefined;
    const found = await eventsAfter(this.#database, place, after, limit + 1, { type, deal, parties });
    const events = found.slice(0, limit).map(printEvent);
    return { events, next: found.length > limit ? (events.at(-1)?.position ?? null) : null };
  }
}
