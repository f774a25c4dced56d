import type { AmountRow } from '../numbers/format-amount.ts';
import type { Coordinates } from '../time/timeline.ts';
import { bookRead, type Filters } from './reads.ts';
import type { BookEvent, ExposureRow, Posting, Read } from './shapes.ts';

/** What differs between two moments, and the events that made it. */

export interface DifferingRow extends Omit<ExposureRow, keyof AmountRow> {
  readonly from: AmountRow;
  readonly to: AmountRow;
  /** `high` is null where either is unbounded. */
  readonly difference: AmountRow;
}
/** An event and the postings by which it made a difference; none where it changed as whom a party reads. */
export interface Reason extends BookEvent {
  readonly postings: readonly Posting[];
}
/** The earlier moment may be either of the two. */
export interface Differing {
  readonly from: Read;
  readonly to: Read;
  readonly rows: readonly DifferingRow[];
  readonly facts: readonly Reason[];
  /** Retractions too. */
  readonly corrections: readonly Reason[];
  readonly disputes: readonly Reason[];
}

/** After everything that is recorded, and in effect: where a moment has no end. */
export const END_OF_TIME = '9999-12-31';

/** Both moments differ on one axis only, and agree on the other. */
export function differenceRead(
  book: string,
  from: Coordinates,
  to: Coordinates,
  axis: 'known' | 'valid',
  filters: Filters,
) {
  const { reading } = to;
  const asked = { groupBy: 'obligor,obligee,account', ...filters };
  const read = reading ? { reading } : {};
  if (axis === 'known') {
    const at = to.validAt === undefined ? read : { ...read, validAt: to.validAt };
    const sides = { from: from.knownAt ?? END_OF_TIME, to: to.knownAt ?? END_OF_TIME };
    return bookRead<Differing>(book, at, 'exposures/diff', { ...asked, ...sides });
  }
  const at = to.knownAt === undefined ? read : { ...read, knownAt: to.knownAt };
  const sides = { fromValid: from.validAt ?? END_OF_TIME, toValid: to.validAt ?? END_OF_TIME };
  return bookRead<Differing>(book, at, 'exposures/diff', { ...asked, ...sides });
}
