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

/** What corrections make of an event. */
export interface Corrected {
  /** The correction in force: the newest that is not retracted. */
  readonly event: string;
  readonly data: Readonly<Record<string, unknown>>;
  /** The date that it was moved to. A correction without a date keeps the one that an earlier one has set. */
  readonly effectiveOn: string | null;
}

/** By id, each event that is corrected now. */
export function correctionsIn(
  events: readonly StreamEvent[],
  retracted = retractedIn(events),
): ReadonlyMap<string, Corrected> {
  const inForce = new Map<string, Corrected>();
  for (const { event, type, data } of events) {
    if (type !== 'EventCorrected' || retracted.has(event)) continue;
    const effectiveOn = data.effectiveOn ?? inForce.get(data.event)?.effectiveOn ?? null;
    inForce.set(data.event, { event, data: data.data, effectiveOn });
  }
  return inForce;
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

function corrected<T extends EventType>(fact: StreamEvent<T>, correction?: Corrected): StreamEvent<T> {
  if (!correction) return fact;
  const { data, effectiveOn } = correction;
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
