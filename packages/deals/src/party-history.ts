import type { Misfit } from './deal-fold.ts';
import { type EventType, isPartyEvent, type PartyEventType } from './events.ts';
import { type EventContent, factsInForce } from './facts.ts';
import { type PartyState, partyNow } from './party.ts';
import type { StreamEvent } from './recorded-event.ts';
import { refuse } from './refusal.ts';
import { sameContent } from './same-content.ts';
import { eventsOf, type Link } from './stream.ts';

/** One party's stream: who it is, as the book now has it, and what was observed and stated of it. */
export interface PartyHistory {
  readonly kind: 'party';
  readonly version: number;
  readonly registration: StreamEvent<'PartyRegistered'> | null;
  /** As updated and merged since; the same value while nothing of it changes. Null where it is not registered. */
  readonly state: PartyState | null;
  /** The recorded events, newest first. */
  readonly newest: Link | null;
}
export type PartyFact = StreamEvent<PartyEventType>;

export const NO_PARTY: PartyHistory = { kind: 'party', version: 0, registration: null, state: null, newest: null };

/** The history after one more event, or the fact that is not valid any more. A party is one whatever the dates. */
export function recordParty(history: PartyHistory, event: StreamEvent): PartyHistory | Misfit {
  const next = { ...history, version: event.version, newest: { event, earlier: history.newest } };
  if (saysNothingNewOfIt(event)) return admit(next, history.state?.mergedInto ?? null, event) ?? next;
  const facts = partyFacts(eventsOf(next.newest));
  let registration: PartyHistory['registration'] = null;
  let mergedInto: string | null = null;
  for (const fact of [...facts].sort((a, b) => a.version - b.version)) {
    const misfit = admit({ registration }, mergedInto, fact);
    if (misfit) return misfit;
    if (fact.type === 'PartyRegistered') registration = fact;
    if (fact.type === 'PartiesMerged') mergedInto = fact.data.into;
  }
  const state = partyNow(facts);
  return { ...next, registration, state: sameContent(state, history.state) ? history.state : state };
}

/** Whether the event leaves the party as it is: then recording it takes no other event. */
export function saysNothingNewOfIt(event: {
  readonly type: string;
}): event is StreamEvent<'MetricObserved' | 'TargetStated'> {
  return event.type === 'MetricObserved' || event.type === 'TargetStated';
}

/** The facts in force in a party's stream, by effectiveOn, then version; `alternatives`, by event, in their place. */
export function partyFacts(
  events: readonly StreamEvent[],
  alternatives?: ReadonlyMap<string, EventContent>,
): readonly PartyFact[] {
  return factsInForce(events, isPartyEvent as (type: EventType) => type is PartyEventType, alternatives);
}

function admit(
  { registration }: Pick<PartyHistory, 'registration'>,
  mergedInto: string | null,
  fact: PartyFact,
): Misfit | null {
  if (fact.type === 'PartyRegistered') {
    if (!registration) return null;
    return { fact, refusal: refuse('registered-twice', '/party', `${fact.stream} is registered already`) };
  }
  if (!registration) return { fact, refusal: refuse('unknown-party', '/party', `${fact.stream} is not registered`) };
  if (!mergedInto) return null;
  return { fact, refusal: refuse('party-merged', '/party', `${fact.stream} was merged into ${mergedInto}: name that`) };
}

export function isPartyFact(event: StreamEvent): event is PartyFact {
  return isPartyEvent(event.type);
}
