import { parseDecimal } from '@offtake/deals/amount';
import type { LegState } from '@offtake/deals/leg';
import type { Due } from './posting.ts';

/** A step as it lies on the leg: millionths from the start of the leg. */
export interface LaidStep {
  /** Null: undated, as only the rest can be. */
  readonly due: Due | null;
  readonly start: bigint;
  /** Null: the rest, without an end. */
  readonly end: bigint | null;
}

/**
 * The steps of a leg, laid end to end from 0, and the rest behind them: due at the end of the term, or undated. A last
 * step without a quantity is the rest; a leg without steps is one rest over its term.
 */
export function laidSteps({ terms }: LegState): readonly LaidStep[] {
  const laid: LaidStep[] = [];
  let start = 0n;
  for (const { due, quantity } of terms.schedule ?? []) {
    const end = quantity?.value ? start + parseDecimal(quantity.value) : null;
    laid.push({ due: { from: due.from ?? null, to: due.to }, start, end });
    if (end === null) return laid;
    start = end;
  }
  const { from, to } = terms.term ?? {};
  const due = to ? { from: laid.length === 0 ? (from ?? null) : null, to } : null;
  return [...laid, { due, start, end: null }];
}

/** How much of the stretch [from, to) lies on a step. */
export function within(from: bigint, to: bigint, { start, end }: LaidStep): bigint {
  const first = from > start ? from : start;
  const last = end !== null && end < to ? end : to;
  return last > first ? last - first : 0n;
}
