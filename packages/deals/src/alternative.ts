import type { DealState } from './deal.ts';
import { dealFacts, fold, isMisfit } from './deal-fold.ts';
import { type EventContent, openDisputesIn } from './facts.ts';
import type { StreamEvent } from './recorded-event.ts';

/** A deal as it would be if every open dispute's alternative were true. */
export interface AlternativeFold {
  readonly state: DealState | null;
  /** By disputed event, the words that stand in its place. */
  readonly inPlace: ReadonlyMap<string, EventContent>;
  /** Disputed events whose alternative does not fold among the others: they are left as recorded. */
  readonly leftAside: readonly string[];
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
  const inPlace = folds(events, open) ? open : fittingOf(events, open);
  const facts = dealFacts(events, inPlace);
  const state = fold(validAt === undefined ? facts : facts.filter(({ effectiveOn }) => effectiveOn <= validAt));
  if (isMisfit(state)) throw new Error(`${state.fact.event} does not fold: ${state.refusal.message}`);
  return { state, inPlace, leftAside: [...open.keys()].filter((event) => !inPlace.has(event)) };
}

function fittingOf(events: readonly StreamEvent[], open: ReadonlyMap<string, EventContent>) {
  let fitting: ReadonlyMap<string, EventContent> = new Map();
  for (const [event, alternative] of open) {
    const more = new Map(fitting).set(event, alternative);
    if (folds(events, more)) fitting = more;
  }
  return fitting;
}

function folds(events: readonly StreamEvent[], alternatives: ReadonlyMap<string, EventContent>): boolean {
  return !isMisfit(fold(dealFacts(events, alternatives)));
}
