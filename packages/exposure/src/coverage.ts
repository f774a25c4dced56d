import { add, formatDecimal, isZero, type PrintedAmount, printAmount, ZERO } from '@offtake/deals/amount';
import { type Quantity, toAmount } from '@offtake/deals/quantity';
import { isCurrency } from '@offtake/deals/units';
import { addMonths, dayAfter } from './calendar.ts';
import { dueDays, dueWithin, type FirmPart } from './firm-parts.ts';
import { printRatio, ratio } from './rational.ts';
import type { Days } from './spread.ts';

/** What was observed of a party. */
export interface ObservedMetric {
  readonly metric: string;
  /** In a metric the numbers may be zero or below. */
  readonly quantity: Quantity;
  readonly period?: string | null | undefined;
  readonly event: string;
  readonly effectiveOn: string;
  /** Sources disagree on it, and nothing was ruled. */
  readonly disputed?: boolean | undefined;
}

export interface PrintedMetric {
  /** Null where nothing is stated. */
  readonly value: string | null;
  readonly low: string;
  /** Null: without an upper bound. */
  readonly high: string | null;
  readonly event: string;
  readonly effectiveOn: string;
  readonly period: string | null;
  readonly disputed?: true;
}

/** Between its ends whatever is not known; `stated` by what is stated alone. Null where nothing bounds or states it. */
export interface RatioInterval {
  readonly low: string;
  readonly stated: string | null;
  readonly high: string | null;
}

export interface CoverageRow {
  readonly unit: string;
  /** Firm payments that fall due in the window. */
  readonly payments: PrintedAmount;
  /** Firm payments without a date: at worst all of them fall into the window. */
  readonly undated: PrintedAmount | null;
  /** Firm payments that were due by today and are not paid; outside of the window. */
  readonly past: PrintedAmount | null;
  readonly runRate: PrintedMetric | null;
  readonly cash: PrintedMetric | null;
  readonly undrawnFacilities: PrintedMetric | null;
  /** payments / run-rate; null without a run-rate that may be above zero. */
  readonly ratio: RatioInterval | null;
  /** payments / (run-rate + cash + undrawn facilities, as far as known); null where neither of the two is known. */
  readonly withLiquidity: RatioInterval | null;
  /** An open dispute touches the payments or a metric; left out where none does. */
  readonly disputed?: true;
}

const WINDOW_MONTHS = 12;

/** The days of the window, both included: from the day after `today` to the same day 12 months on. */
export function coverageWindow(today: string): Days {
  return { from: dayAfter(today), to: addMonths(today, WINDOW_MONTHS) };
}

/**
 * Coverage of a party, per currency: its firm payments due in the window against its run-rate of revenue, and against
 * that with cash and undrawn facilities. Of each metric the newest observation effective by `today` in that currency
 * counts. Lower end: the lowest payments over the highest metric; upper end: the highest payments, with all that has no
 * date, over the lowest metric.
 *
 * @param parts what is firm, at least every payment that the party owes; `party` as they name it
 * @param metrics those of the party alone, the newest last
 */
export function coverageOf(
  party: string,
  parts: readonly FirmPart[],
  metrics: readonly ObservedMetric[],
  today: string,
): readonly CoverageRow[] {
  const owed = parts.filter(({ kind, obligor }) => kind === 'payment' && obligor === party);
  const known = metrics.filter(({ metric, effectiveOn }) => effectiveOn <= today && metric in DENOMINATORS);
  const units = new Set([...owed.map(({ unit }) => unit), ...known.map(({ quantity }) => quantity.unit)]);
  return [...units]
    .filter(isCurrency)
    .sort()
    .map((unit) => {
      const newest = (metric: keyof typeof DENOMINATORS) => {
        return known.findLast((each) => each.metric === metric && each.quantity.unit === unit) ?? null;
      };
      return coverageIn(
        unit,
        owed.filter((part) => part.unit === unit),
        newest,
        today,
      );
    });
}

/** The metrics that payments are held against. */
const DENOMINATORS = { 'revenue-run-rate': true, cash: true, 'undrawn-facilities': true };

function coverageIn(
  unit: string,
  owed: readonly FirmPart[],
  newest: (metric: keyof typeof DENOMINATORS) => ObservedMetric | null,
  today: string,
): CoverageRow {
  const payments = owed.map((part) => dueWithin(part, today, [coverageWindow(today)])[0] ?? ZERO).reduce(add, ZERO);
  const undated = owed.filter(({ due }) => !due).reduce((sum, { amount }) => add(sum, amount), ZERO);
  const past = owed.filter((part) => isPast(part, today)).reduce((sum, { amount }) => add(sum, amount), ZERO);
  const [runRate, cash, undrawn] = [newest('revenue-run-rate'), newest('cash'), newest('undrawn-facilities')];
  const due = {
    low: payments.low,
    stated: payments.stated,
    high: payments.unbounded + undated.unbounded > 0 ? null : payments.high + undated.high,
  };
  const liquid = [cash, undrawn].filter((metric) => metric !== null);
  const disputed = [...owed, runRate, ...liquid].some((each) => each?.disputed);
  return {
    unit,
    payments: printAmount(payments),
    undated: isZero(undated) ? null : printAmount(undated),
    past: isZero(past) ? null : printAmount(past),
    runRate: runRate && printMetric(runRate),
    cash: cash && printMetric(cash),
    undrawnFacilities: undrawn && printMetric(undrawn),
    ratio: runRate && divide(due, boundsOf(runRate)),
    withLiquidity: runRate && liquid.length > 0 ? divide(due, [runRate, ...liquid].map(boundsOf).reduce(plus)) : null,
    ...(disputed ? { disputed } : {}),
  };
}

/** What runs off over a term that goes on is not late: the share of today itself is neither past nor in the window. */
function isPast(part: FirmPart, today: string): boolean {
  const days = dueDays(part, today);
  return days !== null && days.to <= today;
}

/** An interval in millionths; `stated` null where nothing is stated, `high` null where nothing bounds it. */
interface Bounds {
  readonly low: bigint;
  readonly stated: bigint | null;
  readonly high: bigint | null;
}

function boundsOf({ quantity }: ObservedMetric): Bounds {
  const { low, stated, high, unstated, unbounded } = toAmount(quantity);
  return { low, stated: unstated > 0 ? null : stated, high: unbounded > 0 ? null : high };
}

function plus(a: Bounds, b: Bounds): Bounds {
  return {
    low: a.low + b.low,
    stated: a.stated === null || b.stated === null ? null : a.stated + b.stated,
    high: a.high === null || b.high === null ? null : a.high + b.high,
  };
}

function divide(above: Bounds, below: Bounds): RatioInterval | null {
  if (below.high !== null && below.high <= 0n) return null;
  const quotient = (part: bigint | null, whole: bigint | null) => {
    return part === null || whole === null || whole <= 0n ? null : printRatio(ratio(part, whole));
  };
  return {
    low: quotient(above.low, below.high) ?? '0',
    stated: quotient(above.stated, below.stated),
    high: quotient(above.high, below.low),
  };
}

function printMetric(metric: ObservedMetric): PrintedMetric {
  const { low, stated, high } = boundsOf(metric);
  const { event, effectiveOn, period, disputed } = metric;
  const print = (value: bigint | null) => (value === null ? null : formatDecimal(value));
  return {
    value: print(stated),
    low: formatDecimal(low),
    high: print(high),
    event,
    effectiveOn,
    period: period ?? null,
    ...(disputed ? { disputed } : {}),
  };
}
