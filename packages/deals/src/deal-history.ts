import { type DealFact, type DealState, evolve } from './deal.ts';
import { type EventType, isDealEvent } from './events.ts';
import { type Confirmation, confirm, confirmationOf, factsInForce, foldOrder, type Placed } from './facts.ts';
import type { StreamEvent } from './recorded-event.ts';
import { isRefusal, type Refusal } from './refusal.ts';
import { eventsOf, type Link } from './stream.ts';

/**
 * One deal's stream and the state that it folds to. An event in order costs the same however long the stream is; a
 * correction, a retraction or a late fact folds the stream again. Histories are values: the earlier one stays valid.
 */
export interface DealHistory {
  readonly kind: 'deal';
  readonly version: number;
  readonly state: DealState | null;
  readonly confirmation: Confirmation | null;
  /** The place of the last fact in the fold. */
  readonly latest: Placed | null;
  /** The recorded events, newest first. */
  readonly newest: Link | null;
}

export const NO_DEAL: DealHistory = {
  kind: 'deal',
  version: 0,
  state: null,
  confirmation: null,
  latest: null,
  newest: null,
};

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

/** Whether the event folds on the present state as it is: a fact that takes its place after every other. */
export function isInOrder(history: DealHistory, event: StreamEvent): event is DealFact {
  return isDealEvent(event.type) && (!history.latest || foldOrder(history.latest, event) < 0);
}

/** Whether the event leaves the fold as it is: evidence confirms, but changes nothing. */
export function leavesTheFold(event: StreamEvent): boolean {
  return event.type === 'EvidenceAdded';
}

/** The history after one more event, or the first place in the fold where something is not valid any more. */
export function record(history: DealHistory, event: StreamEvent, recording = false): DealHistory | Misfit {
  const next = { ...history, version: event.version, newest: { event, earlier: history.newest } };
  if (leavesTheFold(event)) return { ...next, confirmation: confirm(history.confirmation, event) };
  if (isInOrder(history, event)) {
    const state = evolve(history.state, event, recording);
    if (isRefusal(state)) return { fact: event, refusal: state };
    return { ...next, state, confirmation: confirm(history.confirmation, event), latest: placeOf(event) };
  }
  const events = eventsOf(next.newest);
  const facts = dealFacts(events);
  const state = fold(facts, recording ? meantBy(event) : null);
  if (isMisfit(state)) return state;
  const last = facts.at(-1);
  return { ...next, state, confirmation: confirmationOf(events), latest: last ? placeOf(last) : null };
}

export function isMisfit(result: object | null): result is Misfit {
  return result !== null && 'refusal' in result;
}

export function dealFacts(events: readonly StreamEvent[]): readonly DealFact[] {
  return factsInForce(events, isDealEvent as (type: EventType) => type is DealFact['type']);
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

/** The event whose wording an event records: itself, or the one that it corrects. */
function meantBy(event: StreamEvent): string {
  return event.type === 'EventCorrected' ? event.data.event : event.event;
}

function placeOf(fact: Placed): Placed {
  return { effectiveOn: fact.effectiveOn, version: fact.version };
}
