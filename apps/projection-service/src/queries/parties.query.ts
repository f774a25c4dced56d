import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { ReadDatabase } from '../schema/read-database.ts';
import { dealsByParty, type PartyRow, rowsOf } from './parties-at.ts';
import { PartyNames } from './party-names.ts';
import type { Place } from './place.ts';
import { namingEvents } from './recorded-events.ts';

/** Every registered party, by slug; merged ones say as whom they read. */
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
  readonly #names: PartyNames;

  constructor(database: ReadDatabase, names: PartyNames) {
    this.#database = database;
    this.#names = names;
  }

  async execute({ place }: PartiesQuery): Promise<readonly PartyRow[]> {
    const names = await this.#names.at(place, false);
    const [events, deals] = await Promise.all([
      namingEvents(this.#database, place),
      dealsByParty(this.#database, place, names),
    ]);
    return rowsOf(events, place, names, deals);
  }
}
