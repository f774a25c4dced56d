import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { Account } from '@offtake/deals/leg-terms';
import { type FirmnessRow, firmnessOf } from '@offtake/exposure/firmness';
import type { Filter } from '@offtake/exposure/sum';
import type { Place } from '../queries/place.ts';
import { Sums } from '../queries/sums.ts';
import { type PrintedInternalLeg, printInternal } from './internal-legs.ts';

export interface Firmness {
  readonly rows: readonly FirmnessRow[];
  /** Only where parties are consolidated. */
  readonly internal?: readonly PrintedInternalLeg[];
}

/** Headline, firmness and the waterfall from one to what is firm, per kind and unit. */
export class FirmnessQuery extends Query<Firmness> {
  readonly place: Place;
  readonly filter: Filter;
  readonly consolidate: boolean;

  constructor(place: Place, filter: Filter, consolidate: boolean) {
    super();
    this.place = place;
    this.filter = filter;
    this.consolidate = consolidate;
  }
}

@QueryHandler(FirmnessQuery)
export class FirmnessHandler implements IQueryHandler<FirmnessQuery> {
  readonly #sums: Sums;

  constructor(sums: Sums) {
    this.#sums = sums;
  }

  async execute({ place, filter, consolidate }: FirmnessQuery): Promise<Firmness> {
    const sums = await this.#sums.by(place, ['account'], filter, consolidate);
    const rows = firmnessOf(sums.map(({ keys, ...sum }) => ({ ...keys, account: keys.account as Account, ...sum })));
    if (!consolidate) return { rows };
    return { rows, internal: (await this.#sums.internal(place, filter)).map(printInternal) };
  }
}
