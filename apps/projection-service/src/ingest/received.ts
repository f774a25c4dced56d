import type { StoredEvent } from '@offtake/deals/stored-event';
import { fromHeaders, Malformed, type RecordedEnvelope } from '@offtake/event-transport/event-headers';
import type { Delivered } from '@offtake/event-transport/transport';

/** An event as it came, and where it stood. */
export interface Received extends RecordedEnvelope {
  readonly partition: number;
  readonly offset: bigint;
  readonly content: Content;
}

/** The body, read as JSON. Nothing of it is checked yet. */
export type Content = Pick<
  StoredEvent,
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

/** The event as it was recorded, to be read by the schemas of its type and version. */
export function storedEventOf({ content, ...envelope }: Received): StoredEvent {
  const { id, type, stream, version, book, position, recordedAt, hash } = envelope;
  return { ...content, event: id, type, stream, version, book, position, recordedAt, hash };
}
