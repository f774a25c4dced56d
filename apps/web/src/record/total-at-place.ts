import { printAmount } from '@offtake/deals/amount';
import { type DealFact, evolve } from '@offtake/deals/deal';
import { dealFacts, fold, isMisfit } from '@offtake/deals/deal-fold';
import { foldOrder, type Placed, standingOf } from '@offtake/deals/facts';
import { totalOf } from '@offtake/deals/leg';
import type { StreamEvent } from '@offtake/deals/recorded-event';
import { isRefusal } from '@offtake/deals/refusal';
import type { BookEvent } from '../api/shapes.ts';
import type { AmountRow } from '../numbers/format-amount.ts';

/** A total as a replacement echoes it. */
export type Total = AmountRow & { readonly unit: string };

interface Replacement {
  /** Where the amendment stands, or will stand, among what happened. */
  readonly place: Placed;
  /** The event that is being put in other words: what it says now does not count. */
  readonly instead?: string;
  readonly leg: string;
  /** The changes that the same amendment makes before this one. */
  readonly earlier: readonly unknown[];
}

/**
 * What a leg's total is where an amendment replaces it: before everything that takes effect later. Null where the leg is
 * not there yet, or what comes before cannot be folded.
 */
export function totalAtPlace(
  stream: readonly BookEvent[],
  { place, instead, leg, earlier }: Replacement,
): Total | null {
  const facts = dealFacts(stream as unknown as readonly StreamEvent[]);
  const before = fold(facts.filter((fact) => fact.event !== instead && foldOrder(fact, place) < 0));
  if (before === null || isMisfit(before)) return null;
  const amended =
    earlier.length === 0
      ? before
      : evolve(before, { ...facts[0], type: 'DealAmended', data: { changes: earlier }, ...place } as DealFact);
  const state = isRefusal(amended) ? undefined : amended.legs.get(leg);
  return state ? { ...printAmount(totalOf(state)), unit: state.terms.quantity.unit } : null;
}

/** Where a recorded event stands now: it may have been moved by a correction. */
export function placeOfEvent(stream: readonly BookEvent[], event: string): Placed | null {
  const recorded = stream.find((each) => each.event === event);
  if (!recorded) return null;
  const { corrections } = standingOf(stream as unknown as readonly StreamEvent[]);
  return { version: recorded.version, effectiveOn: corrections.get(event)?.effectiveOn ?? recorded.effectiveOn };
}
