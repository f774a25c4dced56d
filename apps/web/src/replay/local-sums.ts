import { type Amount, add, isZero, printAmount, ZERO } from '@offtake/deals/amount';
import type { ExposureRow } from '../api/shapes.ts';
import { namedIn, type Selection } from '../explain/selection.ts';
import type { AmountRow } from '../numbers/format-amount.ts';
import { sumRows } from '../numbers/sum-rows.ts';

/**
 * Sums of a book's postings at any coordinates, in the browser: snapshots every few hundred positions, so that a step
 * of the scrubber adds a few hundred postings and not all of them.
 */

/** What a sum needs of a posting; amounts in millionths, as packages/deals counts them. */
export interface SummedPosting extends Amount {
  readonly event: string;
  readonly reading: 'recorded' | 'alternative';
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
    this.#rows.push(...postings.map(rowKey));
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
  explain(selection: Partial<Selection>, position: number, validAt?: string, nameOf: NameOf = asItIs): readonly P[] {
    const asked = namesRead(selection, nameOf);
    return this.#at(position, validAt).filter((posting) => isSelected(readAs(posting, nameOf), asked));
  }

  /** The rows in which a disputed event has a part, or which another version would change. */
  touched(
    position: number,
    validAt: string | undefined,
    disputed: ReadonlySet<string>,
    nameOf: NameOf,
    selection: Partial<Selection> = {},
  ): ReadonlySet<string> {
    const entries = new Map<string, { readonly row: string; readonly amount: Amount }>();
    for (const posting of this.explain(selection, position, validAt, nameOf)) {
      if (!disputed.has(posting.event) && posting.reading === 'recorded') continue;
      const row = rowKey(readAs(posting, nameOf));
      const key = [row, posting.event, posting.reading, posting.deal, posting.leg].join('\n');
      entries.set(key, { row, amount: add(entries.get(key)?.amount ?? ZERO, posting) });
    }
    return new Set([...entries.values()].filter(({ amount }) => !isZero(amount)).map(({ row }) => row));
  }

  #at(position: number, validAt?: string): readonly P[] {
    const known = this.#postings.slice(0, this.#countUpTo(position));
    return validAt === undefined ? known : known.filter((posting) => posting.validFrom <= validAt);
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

function isSelected(posting: SummedPosting, selection: Partial<Selection>): boolean {
  const { party } = selection;
  return (
    SELECTED_BY.every((key) => {
      const named: readonly string[] = namedIn(selection[key]);
      return named.length === 0 || named.includes(posting[key]);
    }) &&
    (party === undefined || posting.obligor === party || posting.obligee === party)
  );
}

/** As which party a party reads. */
type NameOf = (party: string) => string;
const asItIs: NameOf = (party) => party;

function readAs<R extends { readonly obligor: string; readonly obligee: string }>(row: R, nameOf: NameOf): R {
  return { ...row, obligor: nameOf(row.obligor), obligee: nameOf(row.obligee) };
}

function namesRead(selection: Partial<Selection>, nameOf: NameOf): Partial<Selection> {
  const { obligor, obligee, party } = selection;
  return {
    ...selection,
    ...(obligor === undefined ? {} : { obligor: namedIn(obligor).map(nameOf) }),
    ...(obligee === undefined ? {} : { obligee: namedIn(obligee).map(nameOf) }),
    ...(party === undefined ? {} : { party: nameOf(party) }),
  };
}

/** The rows with their parties as they read: those that come to be of the same parties are one. */
export function mergeRows(rows: readonly ExposureRow[], nameOf: NameOf): readonly ExposureRow[] {
  if (rows.every((row) => nameOf(row.obligor) === row.obligor && nameOf(row.obligee) === row.obligee)) return rows;
  const merged = new Map<string, ExposureRow[]>();
  for (const row of rows.map((each) => readAs(each, nameOf))) {
    const key = rowKey(row);
    merged.set(key, [...(merged.get(key) ?? []), row]);
  }
  return [...merged]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, same]) => ({ ...(same[0] as ExposureRow), ...sumRows(same) }));
}

export function rowKey({ obligor, obligee, account, kind, unit }: Omit<ExposureRow, keyof AmountRow>): string {
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
