import { ABOUT_EVENTS, DEAL_EVENTS, PARTY_EVENTS } from '@offtake/deals/events';
import { type RecordedEvent, SCHEMA_VERSION } from '@offtake/deals/recorded-event';
import { fromHeaders, Malformed, type RecordedEnvelope } from '@offtake/event-transport/event-headers';
import type { Delivered } from '@offtake/event-transport/transport';

/** An event as it came, and where it stood. */
export interface Received extends RecordedEnvelope {
  readonly partition: number;
  readonly offset: bigint;
  readonly content: Content;
}

/** The body, read. Its data was checked by the schema of its type when it was recorded. */
export type Content = Pick<
  RecordedEvent,
  | 'actor'
  | 'announcedOn'
  | 'causationId'
  | 'correlationId'
  | 'data'
  | 'effectiveOn'
  | 'evidence'
  | 'reason'
  | 'schemaVersion'
>;

export function receive(message: Delivered): Received | Malformed {
  const envelope = fromHeaders(message);
  if (envelope instanceof Malformed) return envelope;
  const content = contentOf(envelope.body);
  if (content instanceof Malformed) return content;
  return { ...envelope, partition: message.partition, offset: message.offset, content };
}

function contentOf(body: string): Content | Malformed {
  try {
    const content: unknown = JSON.parse(body);
    if (typeof content === 'object' && content !== null && !Array.isArray(content)) return content as Content;
    return new Malformed('its value is no JSON object');
  } catch {
    return new Malformed('its value is not JSON');
  }
}

const TYPES = new Set(Object.keys({ ...DEAL_EVENTS, ...PARTY_EVENTS, ...ABOUT_EVENTS }));

/** @throws Error for an event that this version of the service does not know: the line stops */
export function eventOf({ content, ...envelope }: Omit<Received, 'partition' | 'offset'>): RecordedEvent {
  const { id, type, stream, version, book, position, recordedAt, hash } = envelope;
  if (!TYPES.has(type)) throw new Error(`${type} is no type of event that is known here`);
  if (content.schemaVersion !== SCHEMA_VERSION) {
    throw new Error(`${type} has schema version ${content.schemaVersion}; known here is ${SCHEMA_VERSION}`);
  }
  return { ...content, event: id, type, stream, version, book, position, recordedAt, hash } as RecordedEvent;
}
