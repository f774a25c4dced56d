import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { Filter, GroupKey } from '@offtake/exposure/sum';
import type { Place } from './place.ts';
import { type PrintedSum, Sums } from './sums.ts';

export type ExposureRow = PrintedSum;

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

  execute({ place, groupBy, filter, consolidate }: ExposuresQuery): Promise<readonly ExposureRow[]> {
    return this.#sums.printed(place, groupBy, filter, consolidate);
  }
}
