import type { Misfit } from './deal-history.ts';
import { type EventType, isPartyEvent, type PartyEventType } from './events.ts';
import { factsInForce } from './facts.ts';
import type { StreamEvent } from './recorded-event.ts';
import { refuse } from './refusal.ts';
import { eventsOf, type Link } from './stream.ts';

/** One party's stream: who it is, as the book now has it, and what was observed and stated of it. */
export interface PartyHistory {
  readonly kind: 'party';
  readonly version: number;
  readonly registration: StreamEvent<'PartyRegistered'> | null;
  /** The recorded events, newest first. */
  readonly newest: Link | null;
}
export type PartyFact = StreamEvent<PartyEventType>;

export const NO_PARTY: PartyHistory = { kind: 'party', version: 0, registration: null, newest: null };

/** The history after one more event, or the fact that is not valid any more. A party is one whatever the dates. */
export function recordParty(history: PartyHistory, event: StreamEvent): PartyHistory | Misfit {
  const next = { ...history, version: event.version, newest: { event, earlier: history.newest } };
  if (isPartyFact(event)) return register(next, event);
  let folded: PartyHistory | Misfit = { ...next, registration: null };
  const facts = partyFacts(eventsOf(next.newest));
  for (const fact of [...facts].sort((a, b) => a.version - b.version)) {
    folded = register(folded, fact);
    if ('refusal' in folded) return folded;
  }
  return folded;
}

/** The facts in force in a party's stream, by effectiveOn, then version. */
export function partyFacts(events: readonly StreamEvent[]): readonly PartyFact[] {
  return factsInForce(events, isPartyEvent as (type: EventType) => type is PartyEventType);
}

function register(history: PartyHistory, fact: PartyFact): PartyHistory | Misfit {
  if (fact.type === 'PartyRegistered') {
    if (!history.registration) return { ...history, registration: fact };
    return { fact, refusal: refuse('registered-twice', '/party', `${fact.stream} is registered already`) };
  }
  if (history.registration) return history;
  return { fact, refusal: refuse('unknown-party', '/party', `${fact.stream} is not registered`) };
}

export function isPartyFact(event: StreamEvent): event is PartyFact {
  return isPartyEvent(event.type);
}
