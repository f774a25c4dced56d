import { daysFromTo, earlier, later } from './calendar.ts';

/** A stretch of days, both ends included. */
export interface Days {
  readonly from: string;
  readonly to: string;
}

/**
 * What of an amount falls into each period, where it is due evenly by calendar day from `from` to `to`, both included.
 * Each period is rounded down; the last, the one in which `to` lies, takes the rest, so that periods which cover every
 * day sum to the amount exactly. Days that no period covers keep their part, rounded down as if they were one.
 *
 * @param amount millionths, not below zero
 * @param periods do not overlap
 * @returns millionths, one for each period, in the order given
 * @throws where `to` is before `from`
 */
export function spread(amount: bigint, from: string, to: string, periods: readonly Days[]): readonly bigint[] {
  const all = daysFromTo(from, to);
  if (all === 0) throw new Error(`nothing can be due from ${from} to ${to}`);
  const part = (days: number) => (amount * BigInt(days)) / BigInt(all);
  const days = periods.map((period) => daysFromTo(later(from, period.from), earlier(to, period.to)));
  const last = periods.findIndex((period) => period.from <= to && to <= period.to);
  const parts = days.map(part);
  if (last === -1) return parts;
  const uncovered = part(all - days.reduce((sum, each) => sum + each, 0));
  const rest = parts.reduce((left, each, i) => (i === last ? left : left - each), amount - uncovered);
  return parts.with(last, rest);
}
