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
}

/** Parties come in order of what they owe, or are owed, at most stated first; then by slug. */
export function toMatrix(rows: readonly ExposureRow[]): Matrix {
  const by = (keep: (row: ExposureRow) => boolean) => byAccount(rows.filter(keep));
  return {
    obligors: rank(rows, (row) => row.obligor),
    obligees: rank(rows, (row) => row.obligee),
    cell: (obligor, obligee) => by((row) => row.obligor === obligor && row.obligee === obligee),
    ofObligor: (obligor) => by((row) => row.obligor === obligor),
    ofObligee: (obligee) => by((row) => row.obligee === obligee),
    total: byAccount(rows),
  };
}

function rank(rows: readonly ExposureRow[], partyOf: (row: ExposureRow) => string): readonly string[] {
  const weights = new Map<string, number>();
  for (const row of rows) weights.set(partyOf(row), (weights.get(partyOf(row)) ?? 0) + Number(row.stated));
  return [...weights].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).map(([party]) => party);
}

/** One amount per account, the surest first. */
export function byAccount(rows: readonly AccountAmount[]): readonly AccountAmount[] {
  const accounts = [...new Set(rows.map((row) => row.account))];
  return accounts
    .map((account) => {
      const own = rows.filter((row) => row.account === account);
      return { account, ...sumRows(own), ...(own.some(({ disputed }) => disputed) ? { disputed: true } : {}) };
    })
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
