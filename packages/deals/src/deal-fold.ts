import { type DealFact, type DealState, evolve } from './deal.ts';
import { type EventType, isDealEvent } from './events.ts';
import { type EventContent, factsInForce } from './facts.ts';
import type { StreamEvent } from './recorded-event.ts';
import { isRefusal, type Refusal } from './refusal.ts';

/** Folding a deal's facts, from the first, in order of effectiveOn, then version. */

/** One place of the fold: the fact, and the state before and after it. */
export interface Step {
  readonly fact: DealFact;
  readonly before: DealState | null;
  readonly after: DealState;
}

/** A place in the fold where a fact is not valid. */
export interface Misfit {
  readonly fact: StreamEvent;
  readonly refusal: Refusal;
}

export function isMisfit(result: object | null): result is Misfit {
  return result !== null && 'refusal' in result;
}

/** A deal's facts in force, in fold order; `alternatives`, by event, stand in the place of what the book has. */
export function dealFacts(
  events: readonly StreamEvent[],
  alternatives?: ReadonlyMap<string, EventContent>,
): readonly DealFact[] {
  return factsInForce(events, isDealEvent as (type: EventType) => type is DealFact['type'], alternatives);
}

/** Folds facts that are in fold order. `newFact` is the id of the one that is being recorded. */
export function fold(
  facts: readonly DealFact[],
  newFact: string | null = null,
  onStep?: (step: Step) => void,
): DealState | null | Misfit {
  let state: DealState | null = null;
  for (const fact of facts) {
    const after: DealState | Refusal = evolve(state, fact, fact.event === newFact);
    if (isRefusal(after)) return { fact, refusal: after };
    onStep?.({ fact, before: state, after });
    state = after;
  }
  return state;
}
