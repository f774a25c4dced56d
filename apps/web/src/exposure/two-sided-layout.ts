import type { ExposureRow } from '../api/shapes.ts';
import { byCertainty } from '../words/accounts.ts';

/**
 * Rows of one kind and unit as ribbons from those that owe, on the left, to those that are owed, on the right. A party
 * that does both stands on both sides, so that what goes round in a circle needs no cycle here. Heights are linear in
 * the stated figure; what states none has the height of a hair.
 */

export interface Ribbon {
  readonly key: string;
  readonly row: ExposureRow;
  /** Its outline, and its middle line. */
  readonly area: string;
  readonly spine: string;
  readonly height: number;
  /** Whether it has no certain figure: only bounds, or nothing. */
  readonly isUncertain: boolean;
}
export interface Side {
  readonly key: string;
  readonly party: string;
  readonly side: 'obligor' | 'obligee';
  readonly y: number;
  readonly height: number;
  /** Where its name stands: beside its bar, and clear of the next one. */
  readonly room: { readonly y: number; readonly height: number };
  readonly rows: readonly ExposureRow[];
}
export interface TwoSided {
  readonly height: number;
  readonly payers: readonly Side[];
  readonly payees: readonly Side[];
  readonly ribbons: readonly Ribbon[];
  /** How many rows are left to the table. */
  readonly leftOut: number;
}

/** The largest are drawn, the rest would be hairs on each other; the table has them all. */
export const MOST_RIBBONS = 80;
const TALLEST_PX = 300;
const THINNEST_PX = 2;
const GAP_PX = 6;

interface Place {
  /** Of the ribbons: where they leave, and where they arrive. */
  readonly from: number;
  readonly to: number;
  /** What the label of a party needs, in pixels. */
  readonly labelHeight: (rows: readonly ExposureRow[]) => number;
}

export function twoSided(rows: readonly ExposureRow[], { from, to, labelHeight }: Place): TwoSided {
  const largestFirst = [...rows].sort((a, b) => figureOf(b) - figureOf(a) || (keyOf(a) < keyOf(b) ? -1 : 1));
  const drawn = largestFirst.slice(0, MOST_RIBBONS);
  const total = sum(drawn);
  const thick = (row: ExposureRow) => (total > 0 ? Math.max(THINNEST_PX, (figureOf(row) / total) * TALLEST_PX) : 6);
  const payerOrder = bySize(drawn, 'obligor');
  const payeeOrder = besideTheirPayers(drawn, payerOrder);

  const starts = new Map<ExposureRow, number>();
  const stops = new Map<ExposureRow, number>();
  const stack = (side: Side['side'], order: readonly string[], others: readonly string[], tops: typeof starts) => {
    const other = side === 'obligor' ? 'obligee' : 'obligor';
    let y = 0;
    const sides = order.map((party): Side => {
      const own = drawn
        .filter((row) => row[side] === party)
        .sort((a, b) => others.indexOf(a[other]) - others.indexOf(b[other]) || byCertainty(a, b));
      const height = own.reduce((total, row) => total + thick(row), 0);
      const all = rows.filter((row) => row[side] === party);
      const room = { y, height: Math.max(height, labelHeight(all)) };
      const top = y + (room.height - height) / 2;
      let at = top;
      for (const row of own) {
        tops.set(row, at);
        at += thick(row);
      }
      y += room.height + GAP_PX;
      return { key: `${side}/${party}`, party, side, y: top, height, room, rows: all };
    });
    return { sides, height: Math.max(0, y - GAP_PX) };
  };
  const left = stack('obligor', payerOrder, payeeOrder, starts);
  const right = stack('obligee', payeeOrder, payerOrder, stops);
  const ribbons = drawn.map((row): Ribbon => {
    const height = thick(row);
    const [y0, y1] = [starts.get(row) ?? 0, stops.get(row) ?? 0];
    const isUncertain = row.stated === '0' || row.low !== row.stated || row.high !== row.stated;
    return { key: keyOf(row), row, height, isUncertain, ...pathsOf(from, y0, to, y1, height) };
  });
  const height = Math.max(left.height, right.height);
  return { height, payers: left.sides, payees: right.sides, ribbons, leftOut: rows.length - drawn.length };
}

/** The ribbons that touch a side, or the one that is named: what stands out when `key` has the focus. */
export function touches({ key, row }: Ribbon, focused: string): boolean {
  return focused === key || focused === `obligor/${row.obligor}` || focused === `obligee/${row.obligee}`;
}

function bySize(rows: readonly ExposureRow[], side: Side['side']): readonly string[] {
  const sizes = new Map<string, number>();
  for (const row of rows) sizes.set(row[side], (sizes.get(row[side]) ?? 0) + figureOf(row));
  return [...sizes].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).map(([party]) => party);
}

/** Those that are owed at the height of those that owe them, so that few ribbons cross. */
function besideTheirPayers(rows: readonly ExposureRow[], payers: readonly string[]): readonly string[] {
  const bySizeFirst = bySize(rows, 'obligee');
  const height = new Map(
    bySizeFirst.map((party) => {
      const own = rows.filter((row) => row.obligee === party);
      const weight = (row: ExposureRow) => Math.max(figureOf(row), Number.EPSILON);
      const all = own.reduce((total, row) => total + weight(row), 0);
      return [party, own.reduce((mean, row) => mean + (payers.indexOf(row.obligor) * weight(row)) / all, 0)];
    }),
  );
  return [...bySizeFirst].sort((a, b) => (height.get(a) ?? 0) - (height.get(b) ?? 0));
}

function pathsOf(x0: number, y0: number, x1: number, y1: number, height: number) {
  const middle = round((x0 + x1) / 2);
  const curve = (a: number, b: number) => `C${middle} ${round(a)} ${middle} ${round(b)}`;
  const [b0, b1] = [y0 + height, y1 + height];
  const [m0, m1] = [y0 + height / 2, y1 + height / 2];
  return {
    area: `M${x0} ${round(y0)}${curve(y0, y1)} ${x1} ${round(y1)}V${round(b1)}${curve(b1, b0)} ${x0} ${round(b0)}Z`,
    spine: `M${x0} ${round(m0)}${curve(m0, m1)} ${x1} ${round(m1)}`,
  };
}

/** What is stated; of what only has bounds, the lower one. */
function figureOf({ stated, low }: ExposureRow): number {
  return Number(stated) || Number(low);
}
const sum = (rows: readonly ExposureRow[]): number => rows.reduce((total, row) => total + figureOf(row), 0);
const keyOf = ({ obligor, obligee, account }: ExposureRow): string => `${obligor}/${obligee}/${account}`;
const round = (px: number): string => px.toFixed(1);
