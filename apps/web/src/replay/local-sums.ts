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
  /** The sums that were asked for last, without a date: a step on adds to them. */
  #last: Snapshot = { count: 0, sums: new Map() };
  /** Each row that there ever is, in order. */
  readonly #order: string[] = [];
  readonly #known = new Set<string>();
  /** A sum that is still the same is the same row. */
  readonly #printed = new WeakMap<Amount, ExposureRow>();

  /** Adds what one event posted; events come in order of position. */
  append(postings: readonly P[]): void {
    this.#postings.push(...postings);
    for (const row of postings.map(rowKey)) {
      this.#rows.push(row);
      this.#known.add(row);
    }
    const last = this.#snapshots.at(-1) as Snapshot;
    if (this.#postings.length - last.count >= SNAPSHOT_EVERY) {
      const count = this.#postings.length;
      this.#snapshots.push({ count, sums: this.#sumOnto(last, count) });
    }
  }

  /** Rows by obligor, obligee, account, kind and unit, in that order; rows that are wholly zero are left out. */
  exposures(position: number, validAt?: string): readonly ExposureRow[] {
    const count = this.#countUpTo(position);
    if (validAt !== undefined) return this.#rowsOf(this.#sumOnto(this.#snapshots[0] as Snapshot, count, validAt));
    const snapshot = this.#snapshots.findLast((each) => each.count <= count) as Snapshot;
    const isNearer = this.#last.count <= count && this.#last.count > snapshot.count;
    this.#last = { count, sums: this.#sumOnto(isNearer ? this.#last : snapshot, count) };
    return this.#rowsOf(this.#last.sums);
  }

  #rowsOf(sums: Sums): readonly ExposureRow[] {
    if (this.#order.length < this.#known.size) this.#order.splice(0, this.#order.length, ...[...this.#known].sort());
    return this.#order.flatMap((key) => {
      const amount = sums.get(key);
      if (!amount || isZero(amount)) return [];
      const row = this.#printed.get(amount) ?? rowOf(key, amount);
      this.#printed.set(amount, row);
      return [row];
    });
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
    const asked = namesRead(selection, nameOf);
    for (const posting of this.#at(position, validAt)) {
      if (!disputed.has(posting.event) && posting.reading === 'recorded') continue;
      const read = readAs(posting, nameOf);
      if (!isSelected(read, asked)) continue;
      const row = rowKey(read);
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
  const [obligor, obligee] = [nameOf(row.obligor), nameOf(row.obligee)];
  return obligor === row.obligor && obligee === row.obligee ? row : { ...row, obligor, obligee };
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
  const read = rows.map((row) => readAs(row, nameOf));
  if (read.every((row, i) => row === rows[i])) return rows;
  return [...Map.groupBy(read, rowKey)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, same]) => {
      const [first, ...others] = same as [ExposureRow, ...ExposureRow[]];
      return others.length === 0 ? first : { ...first, ...sumRows(same) };
    });
}

export function rowKey({ obligor, obligee, account, kind, unit }: Omit<ExposureRow, keyof AmountRow>): string {
  return [obligor, obligee, account, kind, unit].join('\n');
}

function rowOf(key: string, amount: Amount): ExposureRow {
  const [obligor, obligee, account, kind, unit] = key.split('\n');
  return { obligor, obligee, account, kind, unit, ...printAmount(amount) } as ExposureRow;
}
