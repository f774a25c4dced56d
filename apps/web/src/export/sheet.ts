import type { AmountRow } from '../numbers/format-amount.ts';

/** What a panel shows, as a table of plain values: what is exported of it. */
export interface Sheet {
  /** A slug that names it, as part of a file's name: "exposure-matrix". */
  readonly name: string;
  /** In the API's words, so that they are the same in every language. */
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

/** Decimals are strings, exact to the last digit; null is what is not known, or does not apply. */
export type Cell = string | number | boolean | null;

/** A column's name, and its value in a row. */
export type Columns<R> = Readonly<Record<string, (row: R) => Cell | undefined>>;

export function sheetOf<R>(name: string, rows: readonly R[], columns: Columns<R>): Sheet {
  const values = Object.values(columns);
  return { name, columns: Object.keys(columns), rows: rows.map((row) => values.map((of) => of(row) ?? null)) };
}

/** An amount's own columns: its bounds beside what is stated, and how many quantities state no figure. `high` null = unbounded. */
export function amountColumns<R>(of: (row: R) => AmountRow): Columns<R> {
  return {
    low: (row) => of(row).low,
    stated: (row) => of(row).stated,
    high: (row) => of(row).high,
    undisclosed: (row) => of(row).unstated,
  };
}
