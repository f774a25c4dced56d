import { formatDecimal, isZero, parseDecimal } from '@offtake/deals/amount';
import type { DealState } from '@offtake/deals/deal';
import { balanceOf, type LegState } from '@offtake/deals/leg';
import { daysBetween } from '@offtake/deals/vocabulary';
import type { Due } from './posting.ts';
import { printRatio, ratio } from './rational.ts';
import { laidSteps, within } from './steps.ts';

/** What was performed against what was scheduled, step by step. Amounts in the unit, decimal strings. */

export interface DeliveryStep {
  readonly due: Due;
  /** What is stated of the step, as far as it is owed at all; null where the rest states nothing. */
  readonly quantity: string | null;
  readonly performed: string;
  /** What was due before today and is not performed. */
  readonly overdue: string;
  /** Since when, in days: 0 where nothing of it is overdue. */
  readonly daysOverdue: number;
}

export interface DeliveryRow {
  readonly deal: string;
  readonly leg: string;
  readonly kind: string;
  readonly unit: string;
  readonly obligor: string;
  readonly obligee: string;
  readonly performed: string;
  /** What was due by today; null where no part of the leg has a date. */
  readonly scheduled: string | null;
  /** performed / scheduled; null where nothing was scheduled to date. Above 1: ahead of schedule. */
  readonly ratio: string | null;
  readonly overdue: string;
  /** Between these it lies, whatever of what is firm is not known; `overdueHigh` null: nothing bounds it. */
  readonly overdueLow: string;
  readonly overdueHigh: string | null;
  /** Of the step that is overdue longest. */
  readonly daysOverdue: number;
  /** How many quantities in what is firm state nothing. */
  readonly unstated: number;
  readonly steps: readonly DeliveryStep[];
  /** An open dispute touches the leg; left out where none does. */
  readonly disputed?: true;
}

export interface DeliveryTotal {
  readonly kind: string;
  readonly unit: string;
  readonly performed: string;
  /** What of `performed` belongs to legs without any date: the ratio leaves it out. */
  readonly performedUndated: string;
  readonly scheduled: string;
  readonly ratio: string | null;
  readonly overdue: string;
  readonly unstated: number;
  readonly disputed?: true;
}

/**
 * Delivery of every leg of which something is firm or performed. What was performed lies from 0 to P, what is firm
 * (stated) from P on: a step is owed as far as the two cover it, so what was decreased or has lapsed is not scheduled
 * any more. A leg counts for the parties that it has now.
 *
 * @param today the day that "to date" and "overdue" are asked of: scheduled is what is due by it, overdue what was due
 * before it
 */
export function deliveryOf(
  deals: Iterable<DealState>,
  today: string,
  nameOf: (party: string) => string = (party) => party,
): readonly DeliveryRow[] {
  const rows: DeliveryRow[] = [];
  for (const { deal, legs } of deals) {
    for (const [leg, state] of legs) {
      if (isZero(state.balances.firm) && isZero(balanceOf(state, 'performed'))) continue;
      const parties = { obligor: nameOf(state.obligor), obligee: nameOf(state.obligee) };
      const { kind, quantity } = state.terms;
      rows.push({ deal, leg, kind, unit: quantity.unit, ...parties, ...deliveryOfLeg(state, today) });
    }
  }
  return rows.sort((a, b) => compareTexts(a.deal, b.deal) || compareTexts(a.leg, b.leg));
}

/** The same of all rows of a kind and unit. */
export function deliveryTotals(rows: readonly DeliveryRow[]): readonly DeliveryTotal[] {
  const groups = Map.groupBy(rows, ({ kind, unit }) => JSON.stringify([kind, unit]));
  const totals = [...groups.values()].map((group): DeliveryTotal => {
    const sum = (value: (row: DeliveryRow) => string | null) => {
      return group.reduce((total, row) => total + parseDecimal(value(row) ?? '0'), 0n);
    };
    const performed = sum((row) => row.performed);
    const undated = sum((row) => (row.scheduled === null ? row.performed : null));
    const scheduled = sum((row) => row.scheduled);
    return {
      kind: group[0]?.kind ?? '',
      unit: group[0]?.unit ?? '',
      performed: formatDecimal(performed),
      performedUndated: formatDecimal(undated),
      scheduled: formatDecimal(scheduled),
      ratio: scheduled === 0n ? null : printRatio(ratio(performed - undated, scheduled)),
      overdue: formatDecimal(sum((row) => row.overdue)),
      unstated: group.reduce((count, row) => count + row.unstated, 0),
      ...(group.some(({ disputed }) => disputed) ? { disputed: true } : {}),
    };
  });
  return totals.sort((a, b) => compareTexts(a.kind, b.kind) || compareTexts(a.unit, b.unit));
}

function deliveryOfLeg(leg: LegState, today: string) {
  const performed = balanceOf(leg, 'performed').stated;
  const { firm } = leg.balances;
  const owed = performed + firm.stated;
  const steps = laidSteps(leg).flatMap((step) => {
    const { due } = step;
    if (!due) return [];
    const rest = step.end === null;
    const quantity = within(0n, owed, step);
    const open = within(performed, owed, step);
    const atMost = within(performed, performed + firm.high, step);
    const unknown = rest && (firm.unstated > 0 || firm.unbounded > 0);
    if (quantity === 0n && atMost === 0n && !unknown) return [];
    const late = due.to < today;
    const atLeast = within(performed, performed + firm.low, step);
    const daysOverdue = late && (atMost > 0n || open > 0n || unknown) ? daysBetween(due.to, today) : 0;
    return [
      { due, quantity, silent: quantity === 0n && unknown, atLeast, open, atMost, late, daysOverdue, step, rest },
    ];
  });
  const total = (values: readonly bigint[]) => values.reduce((sum, value) => sum + value, 0n);
  const late = steps.filter((step) => step.late);
  // What has no upper bound lies on the rest.
  const isBounded = firm.unbounded === 0 || !late.some(({ rest }) => rest);
  const due = total(steps.filter((step) => step.due.to <= today).map(({ quantity }) => quantity));
  return {
    performed: formatDecimal(performed),
    scheduled: steps.length === 0 ? null : formatDecimal(due),
    ratio: due === 0n ? null : printRatio(ratio(performed, due)),
    overdue: formatDecimal(total(late.map(({ open }) => open))),
    overdueLow: formatDecimal(total(late.map(({ atLeast }) => atLeast))),
    overdueHigh: isBounded ? formatDecimal(total(late.map(({ atMost }) => atMost))) : null,
    daysOverdue: Math.max(0, ...steps.map(({ daysOverdue }) => daysOverdue)),
    unstated: firm.unstated,
    steps: steps.map((step): DeliveryStep => {
      return {
        due: step.due,
        quantity: step.silent ? null : formatDecimal(step.quantity),
        performed: formatDecimal(within(0n, performed, step.step)),
        overdue: formatDecimal(step.late ? step.open : 0n),
        daysOverdue: step.daysOverdue,
      };
    }),
  };
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
