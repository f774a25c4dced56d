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
    unstated: (row) => of(row).unstated,
  };
}

/** Rows of an answer as they are: their plain values, under the API's own names. What is nested the caller lays flat. */
export function sheetOfRecords(name: string, rows: readonly object[]): Sheet {
  const plain = rows.map(
    (row) => new Map(Object.entries(row).filter((entry): entry is [string, Cell] => isCell(entry[1]))),
  );
  const columns = [...new Set(plain.flatMap((row) => [...row.keys()]))];
  return { name, columns, rows: plain.map((row) => columns.map((column) => row.get(column) ?? null)) };
}

function isCell(value: unknown): value is Cell {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}
