import type { EventData, EventType } from './events.ts';
import type { Evidence } from './vocabulary.ts';

interface Envelope<T extends EventType> {
  /** The event's id, a UUIDv7. */
  readonly event: string;
  readonly type: T;
  /** `deal/<slug>` or `party/<slug>`. */
  readonly stream: string;
  /** 1, 2, 3 … within the stream. */
  readonly version: number;
  readonly data: EventData[T];
  /** The date on which it became public. */
  readonly announcedOn: string;
  /** The date on which it begins to bind. */
  readonly effectiveOn: string;
  readonly evidence: readonly Evidence[];
  readonly reason?: string;
}

/** An event in its stream: all that folding and deciding need. */
export type StreamEvent<T extends EventType = EventType> = { [K in T]: Envelope<K> }[T];

/** The same in its book, as the ledger keeps it. */
export type RecordedEvent<T extends EventType = EventType> = StreamEvent<T> & {
  readonly book: string;
  /** 1, 2, 3 … in the book, without gaps. */
  readonly position: number;
  /** Set under the book's lock, never decreasing; microseconds, UTC. */
  readonly recordedAt: string;
  readonly actor: string;
  readonly correlationId: string | null;
  readonly causationId: string | null;
  readonly schemaVersion: number;
  /** SHA-256 of the chain up to this event, hex. */
  readonly hash: string;
};

/** Splits `deal/openai-aws` into its kind and slug. */
export function parseStream(stream: string): { readonly kind: 'deal' | 'party'; readonly slug: string } {
  const [kind, name] = stream.split('/', 2);
  if ((kind !== 'deal' && kind !== 'party') || !name) throw new Error(`not a stream: ${stream}`);
  return { kind, slug: name };
}
