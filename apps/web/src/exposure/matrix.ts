import type { Account, ExposureRow, LegKind } from '../api/shapes.ts';
import type { AmountRow } from '../numbers/format-amount.ts';
import { sumRows } from '../numbers/sum-rows.ts';
import { byCertainty } from '../words/accounts.ts';

/** Exposure rows of one kind and unit as a matrix of obligors and obligees. Kinds and units never meet in a sum. */

export interface AccountAmount extends AmountRow {
  readonly account: Account;
  /** Whether an open dispute touches any part of it. */
  readonly disputed?: boolean;
}

export interface Matrix {
  readonly obligors: readonly string[];
  readonly obligees: readonly string[];
  readonly cell: (obligor: string, obligee: string) => readonly AccountAmount[];
  readonly ofObligor: (obligor: string) => readonly AccountAmount[];
  readonly ofObligee: (obligee: string) => readonly AccountAmount[];
  readonly total: readonly AccountAmount[];
  /** Those of all cells. */
  readonly amounts: readonly AccountAmount[];
}

/** Parties come in order of what they owe, or are owed, at most stated first; then by slug. */
export function toMatrix(rows: readonly ExposureRow[]): Matrix {
  const pairs = amountsBy(rows, (row) => pairKey(row.obligor, row.obligee));
  const owing = amountsBy(rows, (row) => row.obligor);
  const owed = amountsBy(rows, (row) => row.obligee);
  return {
    obligors: rank(rows, (row) => row.obligor),
    obligees: rank(rows, (row) => row.obligee),
    cell: (obligor, obligee) => pairs.get(pairKey(obligor, obligee)) ?? NOTHING,
    ofObligor: (obligor) => owing.get(obligor) ?? NOTHING,
    ofObligee: (obligee) => owed.get(obligee) ?? NOTHING,
    total: byAccount(rows),
    amounts: [...pairs.values()].flat(),
  };
}

const NOTHING: readonly AccountAmount[] = [];
const pairKey = (obligor: string, obligee: string): string => `${obligor}/${obligee}`;

/** Once for all cells: a matrix of 200 parties has 40,000, and most of them are empty. */
function amountsBy(rows: readonly ExposureRow[], keyOf: (row: ExposureRow) => string) {
  return new Map([...Map.groupBy(rows, keyOf)].map(([key, own]) => [key, byAccount(own)]));
}

function rank(rows: readonly ExposureRow[], partyOf: (row: ExposureRow) => string): readonly string[] {
  const weights = new Map<string, number>();
  for (const row of rows) weights.set(partyOf(row), (weights.get(partyOf(row)) ?? 0) + Number(row.stated));
  return [...weights].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).map(([party]) => party);
}

export interface Sides {
  readonly obligor?: string;
  readonly obligee?: string;
  readonly party?: string;
}

/** What a total of a matrix sums over where only the rows of one party are in it: that party is on one of both sides. */
export function sidesOfTotal(total: Sides, party: string | undefined): Sides {
  const { obligor, obligee } = total;
  if (party === undefined || party === obligor || party === obligee) return total;
  if (obligor !== undefined) return { obligor, obligee: party };
  return obligee === undefined ? { party } : { obligor: party, obligee };
}

/** One amount per account, the surest first. */
export function byAccount(rows: readonly AccountAmount[]): readonly AccountAmount[] {
  return [...Map.groupBy(rows, ({ account }) => account)]
    .map(([account, own]) => ({
      account,
      ...sumRows(own),
      ...(own.some(({ disputed }) => disputed) ? { disputed: true } : {}),
    }))
    .sort(byCertainty);
}

export interface Denomination {
  readonly kind: LegKind;
  readonly unit: string;
}

/** Every kind and unit that there is, each with its rows: payments first, then what they pay for. */
export function denominationsOf<R extends Denomination>(rows: readonly R[]): readonly (Denomination & { rows: R[] })[] {
  const found = new Map<string, Denomination & { rows: R[] }>();
  for (const row of rows) {
    const key = `${row.kind}/${row.unit}`;
    const group = found.get(key) ?? { kind: row.kind, unit: row.unit, rows: [] };
    group.rows.push(row);
    found.set(key, group);
  }
  return [...found.values()].sort(
    (a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind) || (a.unit < b.unit ? -1 : 1),
  );
}

const ORDER: readonly LegKind[] = [
  'payment',
  'capacity',
  'chips',
  'equity',
  'shares',
  'loan',
  'guarantee',
  'revenue-share',
];
