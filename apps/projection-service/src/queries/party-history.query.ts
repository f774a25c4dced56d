import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { problem } from '@offtake/http-edge/problem';
import { ReadDatabase } from '../schema/read-database.ts';
import type { Place } from './place.ts';
import { eventsOfStreams } from './recorded-events.ts';
import { type Entry, historyOf } from './stream-history.ts';

/** Everything that was recorded in the stream of a party, in the order of recording. */
export class PartyHistoryQuery extends Query<readonly Entry[]> {
  readonly place: Place;
  readonly party: string;

  constructor(place: Place, party: string) {
    super();
    this.place = place;
    this.party = party;
  }
}

@QueryHandler(PartyHistoryQuery)
export class PartyHistoryHandler implements IQueryHandler<PartyHistoryQuery> {
  readonly #database: ReadDatabase;

  constructor(database: ReadDatabase) {
    this.#database = database;
  }

  async execute({ place, party }: PartyHistoryQuery): Promise<readonly Entry[]> {
    const events = await eventsOfStreams(this.#database, place, [`party/${party}`]);
    if (events.length === 0) {
      throw problem(404, 'not-found', `there is no party ${party} in ${place.book} at ${place.position}`);
    }
    return historyOf(events, place);
  }
}
