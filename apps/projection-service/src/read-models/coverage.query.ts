import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { partyFacts } from '@offtake/deals/party-history';
import { type CoverageRow, coverageOf, coverageWindow } from '@offtake/exposure/coverage';
import { firmParts } from '@offtake/exposure/firm-parts';
import type { Days } from '@offtake/exposure/spread';
import { problem } from '@offtake/http-edge/problem';
import { DealStates } from '../queries/deal-states.ts';
import { PartyFactsAt } from '../queries/party-facts-at.ts';
import { PartyNames } from '../queries/party-names.ts';
import type { Place } from '../queries/place.ts';
import { eventsOfStreams } from '../queries/recorded-events.ts';
import { ReadDatabase } from '../schema/read-database.ts';
import { LegsInDispute, marked } from './legs-in-dispute.ts';

export interface Coverage {
  /** As it reads: what the party that was asked for was merged into. */
  readonly party: string;
  readonly window: Days;
  readonly rows: readonly CoverageRow[];
}

/** Whether a party's run-rate of revenue covers what it has to pay in the next twelve months, per currency. */
export class CoverageQuery extends Query<Coverage> {
  readonly place: Place;
  readonly party: string;

  constructor(place: Place, party: string) {
    super();
    this.place = place;
    this.party = party;
  }
}

@QueryHandler(CoverageQuery)
export class CoverageHandler implements IQueryHandler<CoverageQuery> {
  readonly #database: ReadDatabase;
  readonly #deals: DealStates;
  readonly #disputed: LegsInDispute;
  readonly #facts: PartyFactsAt;
  readonly #names: PartyNames;

  constructor(
    database: ReadDatabase,
    deals: DealStates,
    disputed: LegsInDispute,
    facts: PartyFactsAt,
    names: PartyNames,
  ) {
    this.#database = database;
    this.#deals = deals;
    this.#disputed = disputed;
    this.#facts = facts;
    this.#names = names;
  }

  async execute({ place, party: asked }: CoverageQuery): Promise<Coverage> {
    await this.#checkRegistered(place, asked);
    const names = await this.#names.at(place, false);
    const party = names.nameOf(asked);
    const [isDisputed, deals, observed] = await Promise.all([
      this.#disputed.at(place),
      this.#deals.at(place, { parties: names.members(party) }),
      this.#facts.metricsAt(place, party),
    ]);
    const parts = [...deals.values()]
      .flatMap((deal) => firmParts(deal, (each) => names.nameOf(each)))
      .map((part) => marked(part, isDisputed(part)));
    // What was observed of several parties together says nothing of one of them.
    const metrics = observed.filter(({ parties }) => parties.every((each) => each === party));
    const rows = coverageOf(party, parts, metrics, place.today);
    return { party, window: coverageWindow(place.today), rows };
  }

  async #checkRegistered(place: Place, party: string): Promise<void> {
    const facts = partyFacts(await eventsOfStreams(this.#database, place, [`party/${party}`]));
    if (facts.some(({ type }) => type === 'PartyRegistered')) return;
    throw problem(404, 'not-found', `there is no party ${party} in ${place.book} at these coordinates`);
  }
}
