import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { PartyFact } from '@offtake/deals/party-history';
import { problem } from '@offtake/http-edge/problem';
import { ReadDatabase } from '../schema/read-database.ts';
import { headOf } from './answer.ts';
import { dealsByParty, factsByParty, rowsOf } from './parties-at.ts';
import type { Place } from './place.ts';
import { eventsOfParties } from './recorded-events.ts';

/** One party, with what was observed and stated of it, also together with others. */
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

  constructor(database: ReadDatabase) {
    this.#database = database;
  }

  async execute({ place, party }: PartyQuery): Promise<object> {
    const [events, deals] = await Promise.all([
      eventsOfParties(this.#database, place),
      dealsByParty(this.#database, place),
    ]);
    const facts = factsByParty(events);
    const row = rowsOf(facts, deals).find((each) => each.party === party);
    if (!row) throw problem(404, 'not-found', `there is no party ${party} in ${place.book} at these coordinates`);
    const versions = events.filter(({ stream }) => stream === `party/${party}`);
    const about = [...facts.values()].flat().filter((fact) => isAbout(fact, party, place));
    return {
      ...headOf(place),
      ...row,
      version: versions.at(-1)?.version ?? 0,
      metrics: about.filter(({ type }) => type === 'MetricObserved').map(printFact),
      targets: about.filter(({ type }) => type === 'TargetStated').map(printFact),
    };
  }
}

function isAbout({ data, effectiveOn }: PartyFact, party: string, { validAt }: Place): boolean {
  return 'parties' in data && data.parties.includes(party) && (validAt === null || effectiveOn <= validAt);
}

function printFact({ event, data, announcedOn, effectiveOn, evidence }: PartyFact): object {
  return { ...data, event, announcedOn, effectiveOn, evidence };
}
