import type { RecordedEvent } from '@offtake/deals/recorded-event';
import { canonicalBody, chainHash, NO_HASH } from '@offtake/event-store/chain';
import { type RecordedEnvelope, toOutgoing } from '@offtake/event-transport/event-headers';
import type { Outgoing, Publisher } from '@offtake/event-transport/transport';

/** Books in one topic, as the relay would have put them there. */

export interface TopicBook {
  readonly book: string;
  readonly partition: number;
  readonly events: readonly RecordedEvent[];
}

/** Messages of one batch, as many as the relay takes. */
const MOST_MESSAGES = 500;

/** Publishes all books beside each other: each partition carries the first events of its books, then the second … */
export async function publishAll(publisher: Publisher, books: readonly TopicBook[]): Promise<void> {
  for (const [partition, own] of Map.groupBy(books, (book) => book.partition)) {
    const chained = own.flatMap(({ book, events }) => chain(book, events));
    const messages = chained.sort((a, b) => a.position - b.position).map((event) => toOutgoing(event));
    for (const batch of batches(messages)) await publisher.publish(partition, batch);
  }
}

/** The events as the ledger keeps them: canonical body, and hashes chained. */
function chain(book: string, events: readonly RecordedEvent[]): readonly RecordedEnvelope[] {
  let prevHash = NO_HASH;
  return events.map((recorded) => {
    const { event: id, type, stream, version, position, recordedAt } = recorded;
    const event = { book, position, stream, version, id, type, recordedAt, body: bodyOf(recorded) };
    const envelope = { ...event, prevHash, hash: chainHash(prevHash, event) };
    prevHash = envelope.hash;
    return envelope;
  });
}

function bodyOf(event: RecordedEvent): string {
  const { actor, announcedOn, causationId, correlationId, data, effectiveOn, evidence, reason, schemaVersion } = event;
  const dates = { announcedOn, effectiveOn };
  const said = { data, evidence, ...(reason === undefined ? {} : { reason }) };
  return canonicalBody({ actor, causationId, correlationId, schemaVersion, ...dates, ...said });
}

function* batches(messages: readonly Outgoing[]): Generator<readonly Outgoing[]> {
  for (let from = 0; from < messages.length; from += MOST_MESSAGES) yield messages.slice(from, from + MOST_MESSAGES);
}
