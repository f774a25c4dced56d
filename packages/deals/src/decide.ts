import { type Book, changedLegs } from './book.ts';
import { checkBroughtBack } from './brought-back.ts';
import { checkData } from './checks.ts';
import { type Command, streamOf } from './command.ts';
import { isMisfit, type Misfit } from './deal-fold.ts';
import { type DealHistory, record } from './deal-history.ts';
import { probableDuplicate } from './duplicate.ts';
import { isAboutEvent } from './events.ts';
import type { History } from './history.ts';
import { leadsTo, partyNow, registered, updated } from './party.ts';
import { type PartyHistory, partyFacts, recordParty } from './party-history.ts';
import type { StreamEvent } from './recorded-event.ts';
import { isRefusal, type Refusal, refuse } from './refusal.ts';
import { resolve } from './resolve.ts';
import { sameContent } from './same-content.ts';
import { eventsOf } from './stream.ts';

/** What follows from a command: the events to record (none where nothing changes), and the history with them. */
export interface Decision {
  readonly events: readonly StreamEvent[];
  readonly history: History;
}

/**
 * Decides on a command. Pure: the book and the history are what was recorded before, the id is the new event's.
 * @returns the decision, or the refusal of the first rule that forbids it, with its place in the command
 */
export function decide(book: Book, history: History, command: Command, id: string): Decision | Refusal {
  const slug = (command.deal ?? command.party) as string;
  const unchanged = { events: [], history };
  if (command.type === 'PartyRegistered' && history.kind === 'party' && history.registration) {
    const same = sameContent(registered(history.registration.data), registered(command.data));
    return same ? unchanged : refuse('registered-twice', '/party', `${slug} is registered already, with other data`);
  }
  if (command.type === 'PartyUpdated' && history.kind === 'party' && saysNothingNew(history, command)) return unchanged;
  const resolved = resolve(history, command, book);
  if (resolved === 'in force already') return unchanged;
  if (isRefusal(resolved)) return resolved;
  const refusal = checkData(command.type, resolved, slug, book);
  if (refusal) return refusal;

  const event = toEvent(command, resolved, history.version + 1, id);
  const after = history.kind === 'deal' ? record(history, event, true) : recordParty(history, event);
  if (isMisfit(after)) return explain(after, event, history);
  const gone = command.type === 'EventRetracted' ? checkBroughtBack(history, after, slug, book) : null;
  if (gone) return gone;
  const forbidden =
    after.kind === 'party'
      ? (stillNeeded(book, after, slug) ?? leadsBack(book, history as PartyHistory, after, slug))
      : probableDuplicate(book, changedLegs((history as DealHistory).state, after.state), command);
  return forbidden ?? { events: [event], history: after };
}

/** Whether an update leaves the party as it is at the update's place among its facts. */
function saysNothingNew(history: PartyHistory, { data, effectiveOn, announcedOn }: Command<'PartyUpdated'>): boolean {
  if (!history.state || history.state.mergedInto) return false;
  const day = effectiveOn ?? announcedOn;
  const facts = partyFacts(eventsOf(history.newest));
  const then = partyNow(facts.filter((fact) => fact.type === 'PartyRegistered' || fact.effectiveOn <= day));
  return then !== null && sameContent(then, updated(then, data));
}

function toEvent(command: Command, data: StreamEvent['data'], version: number, id: string): StreamEvent {
  const event = {
    event: id,
    type: command.type,
    stream: streamOf(command),
    version,
    data,
    announcedOn: command.announcedOn,
    effectiveOn: command.effectiveOn ?? command.announcedOn,
    evidence: command.evidence ?? [],
    ...(command.reason ? { reason: command.reason } : {}),
  };
  return event as StreamEvent;
}

/** A party's registration can't be taken out while anything in the book names the party. */
function stillNeeded(book: Book, after: PartyHistory, slug: string): Refusal | null {
  if (after.registration || book.mentions(slug) === 0) return null;
  return refuse('party-in-use', '/data/event', `${slug} is named by deals or other parties of this book`);
}

/**
 * What stands of a party's facts once one is taken out or changed may lead back to the party, although each of them led
 * elsewhere when it was recorded: other parties have come to stand below it since, or were merged into it.
 */
function leadsBack(book: Book, before: PartyHistory, after: PartyHistory, slug: string): Refusal | null {
  const { parent = null, mergedInto = null } = after.state ?? {};
  if (parent !== before.state?.parent && leadsTo(slug, parent, (above) => book.party(above)?.parent)) {
    return refuse('own-parent', '/data/event', `${slug} would stand above itself`);
  }
  if (mergedInto !== before.state?.mergedInto && leadsTo(slug, mergedInto, (into) => book.party(into)?.mergedInto)) {
    return refuse('merged-into-itself', '/data/event', `${slug} would be merged into itself, by way of ${mergedInto}`);
  }
  return null;
}

/** Says a misfit in terms of the command: it names the event that would not be valid, where that is another one. */
function explain({ fact, refusal }: Misfit, event: StreamEvent, history: History): Refusal {
  const { rule, message } = refusal;
  if (fact.event === event.event) {
    const early = placedTooEarly(rule, event, history);
    return early ? { rule: early, path: '/effectiveOn', message } : refusal;
  }
  if (event.type === 'EventCorrected' && event.data.event === fact.event) {
    const early = placedTooEarly(rule, fact, history);
    if (early) return { rule: early, path: '/data/effectiveOn', message };
    return { rule, message, path: `/data${refusal.path.startsWith('/data') ? refusal.path : '/effectiveOn'}` };
  }
  if (event.type === 'DisputeResolved' && event.data.event === fact.event)
    return { rule, message, path: '/data/ruling' };
  const path = isAboutEvent(event.type) ? '/data/event' : '/effectiveOn';
  const named = `${fact.type} ${fact.event} (version ${fact.version}, effective ${fact.effectiveOn})`;
  return { rule, path, message: `${named} would not be valid any more: ${message}`, event: fact.event };
}

/** An unknown deal or leg may be one that begins only after the event: that has a rule of its own. */
function placedTooEarly(rule: string, event: StreamEvent, history: History): string | null {
  if (history.kind !== 'deal' || !history.state) return null;
  if (rule === 'unknown-deal') return 'effective-before-announcement';
  const { legs } = history.state;
  return rule === 'unknown-leg' && legsNamedBy(event).every((leg) => legs.has(leg)) ? 'effective-before-leg' : null;
}

function legsNamedBy({ data }: StreamEvent): readonly string[] {
  if ('changes' in data) return data.changes.flatMap((change) => (change.op === 'addLeg' ? [] : [change.leg]));
  if ('leg' in data) return [data.leg];
  return 'legs' in data ? (data.legs ?? []).map((leg) => (typeof leg === 'string' ? leg : leg.leg)) : [];
}
