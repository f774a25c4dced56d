import { type AlternativeFold, evolveAlternative, foldAlternative } from './alternative.ts';
import { type DealFact, type DealState, evolve } from './deal.ts';
import { dealFacts, fold, isMisfit, type Misfit } from './deal-fold.ts';
import { type EventType, isDealEvent } from './events.ts';
import { type Confirmation, confirm, confirmationOf, foldOrder, openDisputesIn, type Placed } from './facts.ts';
import type { StreamEvent } from './recorded-event.ts';
import { isRefusal } from './refusal.ts';
import { eventsOf, type Link } from './stream.ts';

/**
 * One deal's stream and the state that it folds to. An event in order costs the same however long the stream is; a
 * correction, a retraction or a late fact folds the stream again. Histories are values: the earlier one stays valid.
 */
export interface DealHistory {
  readonly kind: 'deal';
  readonly version: number;
  readonly state: DealState | null;
  /** The deal under its open disputes' other version; null while no dispute states one. */
  readonly alternative: AlternativeFold | null;
  /** Some event in force is disputed, and no ruling has ended that. */
  readonly disputed: boolean;
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
  alternative: null,
  disputed: false,
  confirmation: null,
  latest: null,
  newest: null,
};

/** Whether the event folds on the present state as it is: a fact that takes its place after every other. */
export function isInOrder(history: DealHistory, event: StreamEvent): event is DealFact {
  return isDealEvent(event.type) && (!history.latest || foldOrder(history.latest, event) < 0);
}

/**
 * Whether these events, recorded one after the other, take only what the history has folded to: then it needs none of its
 * own events. The same where not all of them are recorded.
 */
export function foldOnState(history: DealHistory, events: readonly (Placed & { readonly type: string })[]): boolean {
  let { latest } = history;
  for (const event of events) {
    if (event.type === 'EvidenceAdded') continue;
    if (!isDealEvent(event.type as EventType) || (latest && foldOrder(latest, event) > 0)) return false;
    latest = event;
  }
  return history.alternative === null;
}

/** Whether the event leaves the recorded fold as it is: evidence confirms, a dispute only doubts. */
export function leavesTheFold(event: StreamEvent): boolean {
  if (event.type === 'DisputeResolved') return event.data.ruling === 'recorded';
  return event.type === 'EvidenceAdded' || event.type === 'DisputeRaised';
}

/** The history after one more event, or the first place in the fold where something is not valid any more. */
export function record(history: DealHistory, event: StreamEvent, recording = false): DealHistory | Misfit {
  const next = { ...history, version: event.version, newest: { event, earlier: history.newest } };
  if (event.type === 'EvidenceAdded') return { ...next, confirmation: confirm(history.confirmation, event) };
  if (isInOrder(history, event)) {
    const state = evolve(history.state, event, recording);
    if (isRefusal(state)) return { fact: event, refusal: state };
    const alternative =
      history.alternative && (evolveAlternative(history.alternative, event) ?? foldAlternative(eventsOf(next.newest)));
    return { ...next, state, alternative, confirmation: confirm(history.confirmation, event), latest: placeOf(event) };
  }
  const events = eventsOf(next.newest);
  const confirmation = confirmationOf(events);
  const disputed = openDisputesIn(events).size > 0;
  if (leavesTheFold(event)) return { ...next, alternative: foldAlternative(events), disputed, confirmation };
  const facts = dealFacts(events);
  const state = fold(facts, recording ? meantBy(event) : null);
  if (isMisfit(state)) return state;
  const last = facts.at(-1);
  const latest = last ? placeOf(last) : null;
  return { ...next, state, alternative: foldAlternative(events), disputed, confirmation, latest };
}

/** The event whose wording an event records: itself, or the one that it corrects. */
function meantBy(event: StreamEvent): string {
  return event.type === 'EventCorrected' ? event.data.event : event.event;
}

function placeOf(fact: Placed): Placed {
  return { effectiveOn: fact.effectiveOn, version: fact.version };
}
