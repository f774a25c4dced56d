import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { problem } from '@offtake/http-edge/problem';
import { ReadDatabase } from '../schema/read-database.ts';
import { headOf } from './answer.ts';
import { dealsByParty, rowsOf } from './parties-at.ts';
import { PartyFactsAt } from './party-facts-at.ts';
import { PartyNames } from './party-names.ts';
import type { Place } from './place.ts';
import { eventsOfStreams } from './recorded-events.ts';

/** One party, with what was observed and stated of it and of those that read as it, also together with others. */
export class PartyQuery extends Query<object> {
  readonly place: Place;
  readonly party: string;

  constructor(place: Place, party: string) {
    super();
    this.place = place;
    this.party = party;
  }
}

@QueryHandler(PartyQuery)
export class PartyHandler implements IQueryHandler<PartyQuery> {
  readonly #database: ReadDatabase;
  readonly #names: PartyNames;
  readonly #facts: PartyFactsAt;

  constructor(database: ReadDatabase, names: PartyNames, facts: PartyFactsAt) {
    this.#database = database;
    this.#names = names;
    this.#facts = facts;
  }

  async execute({ place, party }: PartyQuery): Promise<object> {
    const names = await this.#names.at(place, false);
    const [events, deals, metrics, targets] = await Promise.all([
      eventsOfStreams(this.#database, place, [`party/${party}`]),
      dealsByParty(this.#database, place, names),
      this.#facts.metricsAt(place, party),
      this.#facts.targetsAt(place),
    ]);
    const [row] = rowsOf(events, place, names, deals);
    if (!row) throw problem(404, 'not-found', `there is no party ${party} in ${place.book} at these coordinates`);
    return {
      ...headOf(place),
      ...row,
      version: events.at(-1)?.version ?? 0,
      metrics,
      targets: targets.filter(({ parties }) => parties.includes(names.nameOf(party))),
    };
  }
}
