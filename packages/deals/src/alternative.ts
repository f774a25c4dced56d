import { type DealFact, type DealState, evolve } from './deal.ts';
import { dealFacts, fold, isMisfit } from './deal-fold.ts';
import { type EventContent, openDisputesIn } from './facts.ts';
import type { StreamEvent } from './recorded-event.ts';
import { isRefusal } from './refusal.ts';

/** A deal as it would be if every open dispute's alternative were true. */
export interface AlternativeFold {
  readonly state: DealState | null;
  /** By disputed event, the words that stand in its place. */
  readonly inPlace: ReadonlyMap<string, EventContent>;
  /** Disputed events whose alternative does not fold among the others: they are left as recorded. */
  readonly leftAside: readonly string[];
  /** Where some are left aside: the deal with the first of those in place, with the first two, up to all of them. */
  readonly onTheWay: readonly (DealState | null)[];
}

/**
 * Folds a deal with its open alternatives in place; null where there are none. All together where that is valid, else
 * each that still fits, in the order in which they were raised. With a date, the facts up to it: what is left aside is
 * decided on all that is known, so that one answer holds at every date.
 */
export function foldAlternative(events: readonly StreamEvent[], validAt?: string): AlternativeFold | null {
  const open = new Map<string, EventContent>();
  for (const [event, { alternative }] of openDisputesIn(events)) if (alternative) open.set(event, alternative);
  if (open.size === 0) return null;
  const together = !isMisfit(fold(dealFacts(events, open)));
  const { inPlace, onTheWay } = together ? { inPlace: open, onTheWay: [] } : fittingOf(events, open);
  const facts = dealFacts(events, inPlace);
  const state = fold(validAt === undefined ? facts : facts.filter(({ effectiveOn }) => effectiveOn <= validAt));
  if (isMisfit(state)) throw new Error(`${state.fact.event} does not fold: ${state.refusal.message}`);
  return { state, inPlace, leftAside: [...open.keys()].filter((event) => !inPlace.has(event)), onTheWay };
}

/**
 * The same after one more event in order; null where it does not fit, and has to be folded anew. What was left aside
 * stays so: it failed at a place before this event's.
 */
export function evolveAlternative(before: AlternativeFold, event: DealFact): AlternativeFold | null {
  const state = evolve(before.state, event);
  if (isRefusal(state)) return null;
  const onTheWay: DealState[] = [];
  for (const part of before.onTheWay) {
    const after = evolve(part, event);
    if (isRefusal(after)) return null;
    onTheWay.push(after);
  }
  return { ...before, state, onTheWay };
}

function fittingOf(events: readonly StreamEvent[], open: ReadonlyMap<string, EventContent>) {
  let inPlace: ReadonlyMap<string, EventContent> = new Map();
  const onTheWay: (DealState | null)[] = [];
  for (const [event, alternative] of open) {
    const more = new Map(inPlace).set(event, alternative);
    const state = fold(dealFacts(events, more));
    if (isMisfit(state)) continue;
    inPlace = more;
    onTheWay.push(state);
  }
  return { inPlace, onTheWay };
}
