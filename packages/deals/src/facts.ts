import type { EventType } from './events.ts';
import type { StreamEvent } from './recorded-event.ts';

/**
 * Which of a stream's events count, and as what: corrections and retractions have no effect of their own, they replace
 * or take out the event that they name.
 */

/** Compares two events by their place in the fold: effectiveOn, then version. */
export function foldOrder(a: Placed, b: Placed): number {
  if (a.effectiveOn !== b.effectiveOn) return a.effectiveOn < b.effectiveOn ? -1 : 1;
  return a.version - b.version;
}
export interface Placed {
  readonly effectiveOn: string;
  readonly version: number;
}

/** Ids of the events that a retraction in force has taken out. A retraction may itself be retracted. */
export function retractedIn(events: readonly StreamEvent[]): ReadonlySet<string> {
  const retracted = new Set<string>();
  // What retracts an event comes after it, so from the newest to the oldest each retraction's own fate is known first.
  for (let i = events.length - 1; i >= 0; i--) {
    const event = events[i];
    if (event?.type === 'EventRetracted' && !retracted.has(event.event)) retracted.add(event.data.event);
  }
  return retracted;
}

/** The correction in force for each corrected event: the newest that is not retracted. */
export function correctionsIn(
  events: readonly StreamEvent[],
  retracted = retractedIn(events),
): ReadonlyMap<string, StreamEvent<'EventCorrected'>> {
  const newest = new Map<string, StreamEvent<'EventCorrected'>>();
  for (const event of events) {
    if (event.type === 'EventCorrected' && !retracted.has(event.event)) newest.set(event.data.event, event);
  }
  return newest;
}

/** A stream's facts in force, in fold order: what happened, as the book now has it. Events come in order of version. */
export function factsInForce<T extends EventType>(
  events: readonly StreamEvent[],
  isFact: (type: EventType) => type is T,
): readonly StreamEvent<T>[] {
  const retracted = retractedIn(events);
  const corrections = correctionsIn(events, retracted);
  const facts: StreamEvent<T>[] = [];
  for (const event of events) {
    if (!isFact(event.type) || retracted.has(event.event)) continue;
    facts.push(corrected(event as StreamEvent<T>, corrections.get(event.event)));
  }
  return facts.sort(foldOrder);
}

function corrected<T extends EventType>(
  fact: StreamEvent<T>,
  correction?: StreamEvent<'EventCorrected'>,
): StreamEvent<T> {
  if (!correction) return fact;
  const { data, effectiveOn } = correction.data;
  // The correction's data was parsed by the schema of the event that it corrects when it was recorded.
  return { ...fact, data: data as never, effectiveOn: effectiveOn ?? fact.effectiveOn };
}

/** When the stream was last confirmed, and whether anything better than a rumour stands behind it. */
export interface Confirmation {
  readonly lastConfirmedOn: string;
  readonly sourced: boolean;
}

/** Sources of everything in force, `EvidenceAdded` included. Null where nothing is in force. */
export function confirmationOf(events: readonly StreamEvent[]): Confirmation | null {
  const retracted = retractedIn(events);
  return events
    .filter((event) => event.type !== 'EventRetracted' && !retracted.has(event.event))
    .reduce<Confirmation | null>(confirm, null);
}

/** The confirmation after one more event in force. */
export function confirm(before: Confirmation | null, event: StreamEvent): Confirmation {
  const sourced = event.evidence.some((source) => source.tier !== 'rumour');
  return {
    lastConfirmedOn: before && before.lastConfirmedOn > event.announcedOn ? before.lastConfirmedOn : event.announcedOn,
    sourced: before?.sourced === true || sourced,
  };
}
