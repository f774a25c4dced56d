import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { printAmount } from '@offtake/deals/amount';
import type { Filter, GroupKey, Row } from '@offtake/exposure/sum';
import type { Place } from './place.ts';
import { Sums } from './sums.ts';

/** A row of a sum, and whether an open dispute touches it. */
export type ExposureRow = Row & { readonly disputed?: true };

/** Exposure: the sum of the postings that count at a place, by group keys. */
export class ExposuresQuery extends Query<readonly ExposureRow[]> {
  readonly place: Place;
  readonly groupBy: readonly GroupKey[];
  readonly filter: Filter;
  readonly consolidate: boolean;

  constructor(place: Place, groupBy: readonly GroupKey[], filter: Filter, consolidate = false) {
    super();
    this.place = place;
    this.groupBy = groupBy;
    this.filter = filter;
    this.consolidate = consolidate;
  }
}

@QueryHandler(ExposuresQuery)
export class ExposuresHandler implements IQueryHandler<ExposuresQuery> {
  readonly #sums: Sums;

  constructor(sums: Sums) {
    this.#sums = sums;
  }

  async execute({ place, groupBy, filter, consolidate }: ExposuresQuery): Promise<readonly ExposureRow[]> {
    const sums = await this.#sums.by(place, groupBy, filter, consolidate);
    return sums.map(({ keys, amount, disputed }) => {
      return { ...keys, ...printAmount(amount), ...(disputed ? { disputed } : {}) };
    });
  }
}
