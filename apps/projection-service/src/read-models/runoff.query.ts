import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { PeriodKind } from '@offtake/exposure/calendar';
import { firmParts } from '@offtake/exposure/firm-parts';
import { type RunoffRow, runoffOf } from '@offtake/exposure/runoff';
import { DealStates } from '../queries/deal-states.ts';
import { filterOf } from '../queries/exposure-parameters.ts';
import { PartyNames } from '../queries/party-names.ts';
import type { Place } from '../queries/place.ts';
import { Sums } from '../queries/sums.ts';
import { type Asked, dealsAsked, isAsked } from './asked.ts';
import { type PrintedInternalLeg, printInternal } from './internal-legs.ts';
import { LegsInDispute, marked } from './legs-in-dispute.ts';

export interface Runoff {
  readonly rows: readonly RunoffRow[];
  /** Only where parties are consolidated. */
  readonly internal?: readonly PrintedInternalLeg[];
}

/** What is firm by when it is due, per kind and unit, and the maturity wall. */
export class RunoffQuery extends Query<Runoff> {
  readonly place: Place;
  readonly by: PeriodKind;
  readonly asked: Asked;
  readonly consolidate: boolean;

  constructor(place: Place, by: PeriodKind, asked: Asked, consolidate: boolean) {
    super();
    this.place = place;
    this.by = by;
    this.asked = asked;
    this.consolidate = consolidate;
  }
}

@QueryHandler(RunoffQuery)
export class RunoffHandler implements IQueryHandler<RunoffQuery> {
  readonly #deals: DealStates;
  readonly #disputed: LegsInDispute;
  readonly #names: PartyNames;
  readonly #sums: Sums;

  constructor(deals: DealStates, disputed: LegsInDispute, names: PartyNames, sums: Sums) {
    this.#deals = deals;
    this.#disputed = disputed;
    this.#names = names;
    this.#sums = sums;
  }

  async execute({ place, by, asked, consolidate }: RunoffQuery): Promise<Runoff> {
    const [names, isDisputed] = await Promise.all([this.#names.at(place, consolidate), this.#disputed.at(place)]);
    const deals = await this.#deals.at(place, dealsAsked(asked, names));
    const parts = [...deals.values()]
      .flatMap((deal) => firmParts(deal, (party) => names.nameOf(party)))
      .filter((part) => isAsked(part, asked, names) && !(consolidate && part.obligor === part.obligee))
      .map((part) => marked(part, isDisputed(part)));
    const members = asked.party && new Set(asked.party.map((party) => names.nameOf(party)));
    const rows = runoffOf(parts, by, place.today, members ?? null);
    if (!consolidate) return { rows };
    const internal = await this.#sums.internal(place, { ...filterOf(asked), account: ['firm'] });
    return { rows, internal: internal.map(printInternal) };
  }
}

/** A line for each period of each row, and one without a period for what is undated. */
export function periodsOf(rows: readonly RunoffRow[]): readonly object[] {
  return rows.flatMap(({ side, kind, unit, periods, undated }) => {
    const lines = [...periods, ...(undated ? [{ period: null, ...undated, assumed: '0' }] : [])];
    return lines.map((line) => ({ ...(side ? { side } : {}), kind, unit, ...line }));
  });
}
