import type { StreamEvent } from './recorded-event.ts';

/** A stream's recorded events as a value, newest first: one more costs the same however long it is. */
export interface Link {
  readonly event: StreamEvent;
  readonly earlier: Link | null;
}

/** The events in order of version. */
export function eventsOf(newest: Link | null): readonly StreamEvent[] {
  const events: StreamEvent[] = [];
  for (let link = newest; link; link = link.earlier) events.push(link.event);
  return events.reverse();
}

/** An event of the stream by its id or its version. */
export function findEvent(newest: Link | null, reference: string | { readonly version: number }): StreamEvent | null {
  for (let link = newest; link; link = link.earlier) {
    const found =
      typeof reference === 'string' ? link.event.event === reference : link.event.version === reference.version;
    if (found) return link.event;
  }
  return null;
}
