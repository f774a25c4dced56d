import { type Amount, add, isZero, ZERO } from '@offtake/deals/amount';
import { balanceOf, type LegState } from '@offtake/deals/leg';
import type { Due } from './posting.ts';
import { laidSteps, within } from './steps.ts';

/** A part of what is firm, and when it is due; without a due it is undated. */
export interface DuePart {
  readonly due?: Due;
  readonly amount: Amount;
}

/**
 * Splits a leg's firm balance by when it is due. Low, stated and high each cover the stretch from what was performed to
 * that plus their size, so performing consumes the earliest step and decreasing the latest. What is unstated or
 * unbounded stays on the rest.
 */
export function firmByDue(leg: LegState): readonly DuePart[] {
  const { low, stated, high, unstated, unbounded } = leg.balances.firm;
  const performed = balanceOf(leg, 'performed').stated;
  const parts = new Map<string, DuePart>();
  for (const step of laidSteps(leg)) {
    const size = (component: bigint) => within(performed, performed + component, step);
    const open = step.end === null ? { unstated, unbounded } : { unstated: 0, unbounded: 0 };
    put(parts, step.due, { low: size(low), stated: size(stated), high: size(high), ...open });
  }
  return [...parts.values()];
}

function put(parts: Map<string, DuePart>, due: Due | null, amount: Amount): void {
  if (isZero(amount)) return;
  const key = due ? `${due.from}/${due.to}` : '';
  const sum = add(parts.get(key)?.amount ?? ZERO, amount);
  parts.set(key, due ? { due, amount: sum } : { amount: sum });
}
