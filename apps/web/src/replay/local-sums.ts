import { type Amount, add, isZero, printAmount, ZERO } from '@offtake/deals/amount';
import type { ExposureRow } from '../api/shapes.ts';
import { namedIn, type Selection } from '../explain/selection.ts';

/**
 * Sums of a book's postings at any coordinates, in the browser: snapshots every few hundred positions, so that a step
 * of the scrubber adds a few hundred postings and not all of them.
 */

/** What a sum needs of a posting; amounts in millionths, as packages/deals counts them. */
export interface SummedPosting extends Amount {
  readonly position: number;
  readonly validFrom: string;
  readonly obligor: string;
  readonly obligee: string;
  readonly kind: ExposureRow['kind'];
  readonly unit: string;
  readonly account: ExposureRow['account'];
  readonly deal: string;
  readonly leg: string;
}

/** Postings between two snapshots. */
const SNAPSHOT_EVERY = 256;

type Sums = ReadonlyMap<string, Amount>;
interface Snapshot {
  /** How many postings it holds. */
  readonly count: number;
  readonly sums: Sums;
}

export class LocalSums<P extends SummedPosting> {
  readonly #postings: P[] = [];
  /** The row that each posting belongs to, made once. */
  readonly #rows: string[] = [];
  readonly #snapshots: Snapshot[] = [{ count: 0, sums: new Map() }];

  /** Adds what one event posted; events come in order of position. */
  append(postings: readonly P[]): void {
    this.#postings.push(...postings);
    this.#rows.push(...postings.map(rowOf));
    const last = this.#snapshots.at(-1) as Snapshot;
    if (this.#postings.length - last.count >= SNAPSHOT_EVERY) {
      const count = this.#postings.length;
      this.#snapshots.push({ count, sums: this.#sumOnto(last, count) });
    }
  }

  /** Rows by obligor, obligee, account, kind and unit, in that order; rows that are wholly zero are left out. */
  exposures(position: number, validAt?: string): readonly ExposureRow[] {
    const count = this.#countUpTo(position);
    if (validAt !== undefined) return rowsOf(this.#sumOnto(this.#snapshots[0] as Snapshot, count, validAt));
    const snapshot = this.#snapshots.findLast((each) => each.count <= count) as Snapshot;
    return rowsOf(this.#sumOnto(snapshot, count));
  }

  /** The postings behind a selection. */
  explain(selection: Selection, position: number, validAt?: string): readonly P[] {
    return this.#postings
      .slice(0, this.#countUpTo(position))
      .filter((posting) => validAt === undefined || posting.validFrom <= validAt)
      .filter((posting) => isSelected(posting, selection));
  }

  /** Whether a selection comes to nothing in every component. */
  isZero(selection: Selection, position: number, validAt?: string): boolean {
    return isZero(this.explain(selection, position, validAt).reduce<Amount>(add, ZERO));
  }

  #sumOnto({ count: from, sums: before }: Snapshot, to: number, validAt?: string): Sums {
    const sums = new Map(before);
    for (let i = from; i < to; i += 1) {
      const posting = this.#postings[i] as P;
      if (validAt !== undefined && posting.validFrom > validAt) continue;
      const row = this.#rows[i] as string;
      const sum = sums.get(row);
      sums.set(row, sum ? add(sum, posting) : posting);
    }
    return sums;
  }

  /** How many postings stand at or before a position: a binary search. */
  #countUpTo(position: number): number {
    let low = 0;
    let high = this.#postings.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#postings[middle] as P).position <= position) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

const SELECTED_BY = ['kind', 'unit', 'account', 'obligor', 'obligee', 'deal', 'leg'] as const;

function isSelected(posting: SummedPosting, selection: Selection): boolean {
  const { party } = selection;
  return (
    SELECTED_BY.every((key) => {
      const named: readonly string[] = namedIn(selection[key]);
      return named.length === 0 || named.includes(posting[key]);
    }) &&
    (party === undefined || posting.obligor === party || posting.obligee === party)
  );
}

function rowOf({ obligor, obligee, account, kind, unit }: SummedPosting): string {
  return [obligor, obligee, account, kind, unit].join('\n');
}

function rowsOf(sums: Sums): readonly ExposureRow[] {
  return [...sums]
    .filter(([, amount]) => !isZero(amount))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, amount]) => {
      const [obligor, obligee, account, kind, unit] = key.split('\n');
      return { obligor, obligee, account, kind, unit, ...printAmount(amount) } as ExposureRow;
    });
}
