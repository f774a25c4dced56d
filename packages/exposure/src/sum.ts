import { type Amount, add, isZero, type PrintedAmount, printAmount, ZERO } from '@offtake/deals/amount';
import type { Posting } from './posting.ts';

/** Where a reader stands: a coordinate that is left out does not restrict. */
export interface Coordinates {
  /** A position: what the book had recorded. */
  readonly knownAt?: number;
  /** A date: what was in effect in the world. */
  readonly validAt?: string;
  /** `alternative` adds what open disputes would change. */
  readonly reading?: 'recorded' | 'alternative';
}

export const GROUP_KEYS = [
  'obligor',
  'obligee',
  'account',
  'deal',
  'leg',
  'product',
  'due-year',
  'due-quarter',
] as const;
export type GroupKey = (typeof GROUP_KEYS)[number];

export const FILTER_KEYS = ['obligor', 'obligee', 'party', 'kind', 'unit', 'account', 'deal', 'leg'] as const;
export type FilterKey = (typeof FILTER_KEYS)[number];
/** For each key the values that pass; `party` passes on either side. */
export type Filter = { readonly [K in FilterKey]?: readonly string[] };

/** A row of a sum: the group keys that were asked for, kind and unit, and the amount as it is printed. */
export type Row = { readonly [K in GroupKey]?: string | null } & PrintedAmount & {
    readonly kind: string;
    readonly unit: string;
  };

/** Whether a posting counts at these coordinates. */
export function counts(posting: Posting, { knownAt, validAt, reading }: Coordinates): boolean {
  return (
    (knownAt === undefined || posting.position <= knownAt) &&
    (validAt === undefined || posting.validFrom <= validAt) &&
    (posting.reading === 'recorded' || reading === 'alternative')
  );
}

export function passes(posting: Posting, filter: Filter): boolean {
  return FILTER_KEYS.every((key) => {
    const values = filter[key];
    if (!values) return true;
    if (key === 'party') return values.includes(posting.obligor) || values.includes(posting.obligee);
    return values.includes(posting[key]);
  });
}

/**
 * Exposure: the sum of postings at given coordinates, by group keys. Kinds and units are always kept apart. Rows that
 * are wholly zero are left out; the others are sorted by their group keys, then kind and unit, what is null last.
 */
export function sumPostings(
  postings: readonly Posting[],
  coordinates: Coordinates = {},
  groupBy: readonly GroupKey[] = [],
  filter: Filter = {},
): readonly Row[] {
  const groups = new Map<string, { readonly keys: readonly (string | null)[]; amount: Amount }>();
  for (const posting of postings) {
    if (!counts(posting, coordinates) || !passes(posting, filter)) continue;
    const keys = [...groupBy.map((key) => valueOf(posting, key)), posting.kind, posting.unit];
    const id = JSON.stringify(keys);
    const group = groups.get(id) ?? { keys, amount: ZERO };
    group.amount = add(group.amount, posting);
    groups.set(id, group);
  }
  return [...groups.values()]
    .filter(({ amount }) => !isZero(amount))
    .sort((a, b) => compareKeys(a.keys, b.keys))
    .map(({ keys, amount }) => {
      const named = [...groupBy, 'kind', 'unit'].map((key, i) => [key, keys[i]] as const);
      return { ...Object.fromEntries(named), ...printAmount(amount) } as Row;
    });
}

function valueOf(posting: Posting, key: GroupKey): string | null {
  switch (key) {
    case 'product':
      return posting.product ?? null;
    case 'due-year':
      return posting.due?.to.slice(0, 4) ?? null;
    case 'due-quarter':
      return posting.due ? quarterOf(posting.due.to) : null;
    default:
      return posting[key];
  }
}

/** `2026-11-30` → `2026-Q4`. */
export function quarterOf(date: string): string {
  return `${date.slice(0, 4)}-Q${Math.ceil(Number(date.slice(5, 7)) / 3)}`;
}

function compareKeys(a: readonly (string | null)[], b: readonly (string | null)[]): number {
  for (const [i, left] of a.entries()) {
    const right = b[i] ?? null;
    if (left === right) continue;
    if (left === null || right === null) return left === null ? 1 : -1;
    return left < right ? -1 : 1;
  }
  return 0;
}
