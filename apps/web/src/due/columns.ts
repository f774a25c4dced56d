import type { RunoffPeriod, RunoffRow } from '../api/runoff.ts';
import { LATER, nextPeriod } from '../time/periods.ts';

/** Run-off as columns over time: what is drawn, in percent of the height of the chart. */

export interface Column {
  readonly period: string;
  /** null: nothing is due then. */
  readonly due: RunoffPeriod | null;
  /** What is stated and due on a day that the contract names. */
  readonly dated: number;
  /** What is stated and only spread over a term. */
  readonly assumed: number;
  /** The bounds, where they are wider than what is stated; without an upper one up to the top. */
  readonly bounds: { readonly from: number; readonly to: number; readonly open: boolean } | null;
  readonly isWall: boolean;
}
export interface Chart {
  readonly columns: readonly Column[];
  /** Values of the lines behind the columns, from 0 up. */
  readonly ticks: readonly number[];
  readonly top: number;
}

/** More than this and the times in which nothing is due are left out of the axis. */
const MOST_COLUMNS = 400;

export function chartOf({ periods, wall }: Pick<RunoffRow, 'periods' | 'wall'>): Chart {
  const most = Math.max(0, ...periods.map(({ stated, high }) => Math.max(Number(stated), Number(high ?? 0))));
  const ticks = ticksUpTo(most);
  const top = ticks.at(-1) ?? 0;
  const percent = (value: number) => (top === 0 ? 0 : (value / top) * 100);
  const byName = new Map(periods.map((each) => [each.period, each]));
  const columns = withGaps(periods.map(({ period }) => period)).map((period): Column => {
    const due = byName.get(period) ?? null;
    if (!due) return { period, due, dated: 0, assumed: 0, bounds: null, isWall: false };
    const { low, stated, high, assumed } = due;
    const certain = high === stated && low === stated;
    const to = high === null ? 100 : percent(Number(high));
    return {
      period,
      due,
      dated: percent(Number(stated) - Number(assumed)),
      assumed: percent(Number(assumed)),
      bounds: certain ? null : { from: percent(Number(low)), to, open: high === null },
      isWall: wall?.period === period,
    };
  });
  return { columns, ticks, top };
}

/** Every period from the first to the last, also those in which nothing is due: the axis is time. */
function withGaps(periods: readonly string[]): readonly string[] {
  const named = periods.filter((period) => period !== LATER);
  const [first] = named;
  const last = named.at(-1);
  if (first === undefined || last === undefined) return periods;
  const all = [first];
  while (all.at(-1) !== last) {
    if (all.length > MOST_COLUMNS) return periods;
    all.push(nextPeriod(all.at(-1) ?? last));
  }
  return [...all, ...periods.filter((period) => period === LATER)];
}

/** Round values from 0 to at least `most`, four or five of them. */
function ticksUpTo(most: number): readonly number[] {
  if (most <= 0) return [];
  const rough = most / 4;
  const scale = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 2.5, 5, 10].find((each) => each * scale >= rough) ?? 10) * scale;
  return Array.from({ length: Math.ceil(most / step) + 1 }, (_, i) => i * step);
}

/** As many columns are as wide as the name of a year. */
const LABEL_COLUMNS = 3;
const BEGINS_A_YEAR = /^\d{4}(-Q1|-01)?$/;

/** The columns that carry the name of a year: those that begin one, and the first where there is room for it. */
export function labelsOf(columns: readonly Column[]): ReadonlyMap<string, string> {
  const first = columns.findIndex(({ period }) => BEGINS_A_YEAR.test(period));
  const hasRoom = first === -1 || first >= LABEL_COLUMNS;
  const labelled = columns.filter(({ period }, i) => BEGINS_A_YEAR.test(period) || (i === 0 && hasRoom));
  return new Map(labelled.map(({ period }) => [period, period.slice(0, 4)]));
}
