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

/** What corrections, and rulings for a disputed event's alternative, make of an event. */
export interface Corrected {
  /** The correction in force: the newest that is not retracted. */
  readonly event: string;
  readonly data: EventContent;
  /** The date that it was moved to. A correction without a date keeps the one that an earlier one has set. */
  readonly effectiveOn: string | null;
}
export type EventContent = Readonly<Record<string, unknown>>;

/** A dispute that no ruling has ended. Of several about one event the newest words count, and one ruling ends them. */
export interface OpenDispute {
  /** The newest dispute in force. */
  readonly raised: string;
  /** The whole data of the event in the other version; null where none is known. */
  readonly alternative: EventContent | null;
}

export interface Standing {
  /** By id, each event that is corrected now. */
  readonly corrections: ReadonlyMap<string, Corrected>;
  /** By id, each event that is disputed now. */
  readonly disputes: ReadonlyMap<string, OpenDispute>;
}

/** What stands of all that was said about a stream's events: corrections, disputes and their rulings. */
export function standingOf(events: readonly StreamEvent[], retracted = retractedIn(events)): Standing {
  const corrections = new Map<string, Corrected>();
  const disputes = new Map<string, OpenDispute>();
  for (const { event, type, data } of events) {
    if (retracted.has(event)) continue;
    const moved = 'event' in data ? (corrections.get(data.event)?.effectiveOn ?? null) : null;
    if (type === 'EventCorrected') {
      corrections.set(data.event, { event, data: data.data, effectiveOn: data.effectiveOn ?? moved });
    } else if (type === 'DisputeRaised') {
      const alternative = data.alternative ?? disputes.get(data.event)?.alternative ?? null;
      disputes.set(data.event, { raised: event, alternative });
    } else if (type === 'DisputeResolved') {
      const alternative = disputes.get(data.event)?.alternative;
      disputes.delete(data.event);
      if (data.ruling === 'alternative' && alternative) {
        corrections.set(data.event, { event, data: alternative, effectiveOn: moved });
      }
    }
  }
  for (const event of retracted) disputes.delete(event);
  return { corrections, disputes };
}

/** By id, each event of a stream that is disputed now. */
export function openDisputesIn(events: readonly StreamEvent[]): ReadonlyMap<string, OpenDispute> {
  return standingOf(events).disputes;
}

/**
 * A stream's facts in force, in fold order: what happened, as the book now has it. Events come in order of version.
 * `alternatives`, by event, are put in the place of what the book has.
 */
export function factsInForce<T extends EventType>(
  events: readonly StreamEvent[],
  isFact: (type: EventType) => type is T,
  alternatives: ReadonlyMap<string, EventContent> = new Map(),
): readonly StreamEvent<T>[] {
  const retracted = retractedIn(events);
  const { corrections } = standingOf(events, retracted);
  const facts: StreamEvent<T>[] = [];
  for (const event of events) {
    if (!isFact(event.type) || retracted.has(event.event)) continue;
    facts.push(corrected(event as StreamEvent<T>, corrections.get(event.event), alternatives.get(event.event)));
  }
  return facts.sort(foldOrder);
}

function corrected<T extends EventType>(
  fact: StreamEvent<T>,
  correction?: Corrected,
  alternative?: EventContent,
): StreamEvent<T> {
  if (!correction && !alternative) return fact;
  // The data were parsed by the schema of the event that they are for when they were recorded.
  const data = (alternative ?? correction?.data) as never;
  return { ...fact, data, effectiveOn: correction?.effectiveOn ?? fact.effectiveOn };
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
    .filter(({ type, event }) => type !== 'EventRetracted' && type !== 'DisputeRaised' && !retracted.has(event))
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
