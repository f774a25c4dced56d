import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { ReadDatabase } from '../schema/read-database.ts';
import { dealsByParty, factsByParty, type PartyRow, rowsOf } from './parties-at.ts';
import type { Place } from './place.ts';
import { eventsOfParties } from './recorded-events.ts';

/** Every registered party, by slug. */
export class PartiesQuery extends Query<readonly PartyRow[]> {
  readonly place: Place;

  constructor(place: Place) {
    super();
    this.place = place;
  }
}

@QueryHandler(PartiesQuery)
export class PartiesHandler implements IQueryHandler<PartiesQuery> {
  readonly #database: ReadDatabase;

  constructor(database: ReadDatabase) {
    this.#database = database;
  }

  async execute({ place }: PartiesQuery): Promise<readonly PartyRow[]> {
    const [events, deals] = await Promise.all([
      eventsOfParties(this.#database, place),
      dealsByParty(this.#database, place),
    ]);
    return rowsOf(factsByParty(events), deals);
  }
}
