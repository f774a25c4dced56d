import { type Amount, add, isZero, parseDecimal, ZERO } from '@offtake/deals/amount';
import { balanceOf, type LegState } from '@offtake/deals/leg';
import type { Due } from './posting.ts';

/** A part of what is firm, and when it is due; without a due it is undated. */
export interface DuePart {
  readonly due?: Due;
  readonly amount: Amount;
}

/**
 * Splits a leg's firm balance by when it is due. The schedule's steps lie end to end from 0; low, stated and high each
 * cover the stretch from what was performed to that plus their size, so performing consumes the earliest step and
 * decreasing the latest. What lies beyond the steps (the rest) is due at the end of the term, or undated; a last step
 * without a quantity is the rest. What is unstated or unbounded stays on the rest.
 */
export function firmByDue(leg: LegState): readonly DuePart[] {
  const { firm } = leg.balances;
  if (isZero(firm)) return [];
  const performed = balanceOf(leg, 'performed').stated;
  const parts = new Map<string, DuePart>();
  let start = 0n;
  for (const { due, quantity } of leg.terms.schedule ?? []) {
    const end = quantity?.value ? start + parseDecimal(quantity.value) : null;
    const rest = end === null ? { unstated: firm.unstated, unbounded: firm.unbounded } : { unstated: 0, unbounded: 0 };
    put(parts, { from: due.from ?? null, to: due.to }, { ...covered(firm, performed, start, end), ...rest });
    if (end === null) return [...parts.values()];
    start = end;
  }
  const { unstated, unbounded } = firm;
  put(parts, dueOfRest(leg), { ...covered(firm, performed, start, null), unstated, unbounded });
  return [...parts.values()];
}

/** Over the term where nothing else is said; at its end, where steps were laid before it. */
function dueOfRest({ terms }: LegState): Due | null {
  const { from, to } = terms.term ?? {};
  if (!to) return null;
  return { from: terms.schedule?.length ? null : (from ?? null), to };
}

function covered(firm: Amount, performed: bigint, start: bigint, end: bigint | null) {
  const size = (component: bigint) => overlap(performed, performed + component, start, end);
  return { low: size(firm.low), stated: size(firm.stated), high: size(firm.high) };
}

/** How much of the stretch [from, to) lies within [start, end); null: without an end. */
function overlap(from: bigint, to: bigint, start: bigint, end: bigint | null): bigint {
  const first = from > start ? from : start;
  const last = end !== null && end < to ? end : to;
  return last > first ? last - first : 0n;
}

function put(parts: Map<string, DuePart>, due: Due | null, amount: Amount): void {
  if (isZero(amount)) return;
  const key = due ? `${due.from}/${due.to}` : '';
  const sum = add(parts.get(key)?.amount ?? ZERO, amount);
  parts.set(key, due ? { due, amount: sum } : { amount: sum });
}
