import { type Amount, add, formatDecimal, isZero, type PrintedAmount, printAmount, ZERO } from '@offtake/deals/amount';
import { addMonths, dayAfter, type NamedPeriod, type PeriodKind, periodOf } from './calendar.ts';
import { dueDays, dueWithin, type FirmPart } from './firm-parts.ts';

export type Side = 'obligor' | 'obligee';

export interface RunoffPeriod extends PrintedAmount {
  /** `2026-01`, `2026-Q1` or `2026`; `LATER` for what lies beyond the last one that is told apart. */
  readonly period: string;
  /** What is stated here only because it was spread over a term. */
  readonly assumed: string;
  /** An open dispute touches part of it; left out where none does. */
  readonly disputed?: true;
}

export interface RunoffRow {
  /** Which side the party stands on, where one is asked for: what it owes and what it is owed are never mixed. */
  readonly side?: Side;
  readonly kind: string;
  readonly unit: string;
  /** In order of time, those in which something is due. What was due before today and is not performed stands there. */
  readonly periods: readonly RunoffPeriod[];
  /** The period in which most is due, the first of several; null where nothing that is stated has a date. */
  readonly wall: { readonly period: string; readonly stated: string } | null;
  /** What has no date, and so is in no period. */
  readonly undated: PrintedAmount | null;
  readonly disputed?: true;
}

/** Periods that are told apart, from the one of today on: a hundred years of months. What is later is no wall. */
const MOST_PERIODS = 1_200;
export const LATER = 'later';

/**
 * What is firm by when it is due, per kind and unit, and the maturity wall. What is due over a term without steps is
 * spread by calendar day, both ends included, from the later of its start and `today`; each period is rounded down, the
 * last takes the rest. Amounts in the unit, decimal strings.
 *
 * @param members the slugs that are asked for, as `parts` names them; then each row is of one side
 */
export function runoffOf(
  parts: readonly FirmPart[],
  by: PeriodKind,
  today: string,
  members: ReadonlySet<string> | null = null,
): readonly RunoffRow[] {
  const sides: readonly (Side | null)[] = members ? ['obligor', 'obligee'] : [null];
  return sides.flatMap((side) => {
    const own = parts.filter((part) => side === null || members?.has(part[side]));
    const groups = Map.groupBy(own, ({ kind, unit }) => JSON.stringify([kind, unit]));
    return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => runoffOfGroup(group, by, today, side));
  });
}

interface Filled {
  readonly from: string;
  amount: Amount;
  assumed: bigint;
  disputed: boolean;
}

function runoffOfGroup(parts: readonly FirmPart[], by: PeriodKind, today: string, side: Side | null): RunoffRow {
  const horizon = horizonOf(today, by);
  const filled = new Map<string, Filled>();
  let undated = ZERO;
  for (const part of parts) {
    const days = dueDays(part, today);
    if (!days) {
      undated = add(undated, part.amount);
      continue;
    }
    const periods = periodsOf(days.from, days.to, by, horizon);
    for (const [i, amount] of dueWithin(part, today, periods).entries()) {
      const { period, from } = periods[i] as NamedPeriod;
      const before = filled.get(period) ?? { from, amount: ZERO, assumed: 0n, disputed: false };
      const assumed = before.assumed + (part.assumed ? amount.stated : 0n);
      const disputed = before.disputed || part.disputed === true;
      filled.set(period, { from, amount: add(before.amount, amount), assumed, disputed });
    }
  }
  const inOrder = [...filled]
    .filter(([, { amount }]) => !isZero(amount))
    .sort(([, a], [, b]) => (a.from < b.from ? -1 : 1));
  return {
    ...(side ? { side } : {}),
    kind: parts[0]?.kind ?? '',
    unit: parts[0]?.unit ?? '',
    periods: inOrder.map(([period, { amount, assumed, disputed }]) => {
      return { period, ...printAmount(amount), assumed: formatDecimal(assumed), ...(disputed ? { disputed } : {}) };
    }),
    wall: wallOf(inOrder),
    undated: isZero(undated) ? null : printAmount(undated),
    ...(parts.some(({ disputed }) => disputed) ? { disputed: true } : {}),
  };
}

function wallOf(filled: readonly (readonly [string, Filled])[]): RunoffRow['wall'] {
  let wall: readonly [string, bigint] | null = null;
  for (const [period, { amount }] of filled) {
    if (period !== LATER && amount.stated > (wall?.[1] ?? 0n)) wall = [period, amount.stated];
  }
  return wall && { period: wall[0], stated: formatDecimal(wall[1]) };
}

/** The first day that is not told apart any more. */
function horizonOf(today: string, by: PeriodKind): string {
  const months = { month: 1, quarter: 3, year: 12 }[by];
  return periodOf(addMonths(today, months * MOST_PERIODS), by).from;
}

/** The periods that a time reaches into, in order; beyond the horizon one for all. */
function periodsOf(from: string, to: string, by: PeriodKind, horizon: string): readonly NamedPeriod[] {
  const periods: NamedPeriod[] = [];
  for (let day = from; ; day = dayAfter(periods.at(-1)?.to ?? day)) {
    if (day >= horizon) return [...periods, { period: LATER, from: horizon, to: '9999-12-31' }];
    const period = periodOf(day, by);
    periods.push(period);
    if (period.to >= to) return periods;
  }
}
