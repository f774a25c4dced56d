import type { RecordedEvent } from '@offtake/event-store/event';
import type { RelayedBook } from '@offtake/event-store/relay';
import type { EventStore } from '@offtake/event-store/store';
import { toOutgoing } from '@offtake/event-transport/event-headers';
import { type Publisher, Refused } from '@offtake/event-transport/transport';

/** Of one batch to one partition; a single larger event goes alone. */
const MAX_EVENTS = 500;
const MAX_BYTES = 512 * 1024;

/** The next events of these books of one partition, in the order of each book; no book has more than its share. */
export async function nextBatch(store: EventStore, books: readonly RelayedBook[]): Promise<readonly RecordedEvent[]> {
  const batch: RecordedEvent[] = [];
  let bytes = 0;
  const share = { limit: Math.ceil(MAX_EVENTS / books.length), maxBytes: Math.ceil(MAX_BYTES / books.length) };
  for (const { book, position, head } of books) {
    if (batch.length >= MAX_EVENTS || bytes >= MAX_BYTES) break;
    const page = { after: position, upTo: head, ...share };
    for (const event of await store.read(book, page)) {
      batch.push(event);
      bytes += Buffer.byteLength(event.body);
    }
  }
  return batch;
}

/** How far books are published, and which are set aside, with the reason. */
export type Reached = Map<string, { readonly position: number; readonly setAside: string | null }>;

/**
 * Publishes the events. A batch that is refused for its content is halved, down to the event that the broker will not
 * take: its book is set aside before that event, the others go on.
 * @param reached is filled as far as it goes, also where this throws
 * @throws {Unreachable}
 */
export async function publish(
  publisher: Publisher,
  partition: number,
  events: readonly RecordedEvent[],
  reached: Reached,
): Promise<void> {
  const wanted = events.filter(({ book }) => (reached.get(book)?.setAside ?? null) === null);
  if (wanted.length === 0) return;
  try {
    await publisher.publish(
      partition,
      wanted.map((event) => toOutgoing(event)),
    );
    for (const { book, position } of wanted) reached.set(book, { position, setAside: null });
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const [only, ...others] = wanted;
    if (only !== undefined && others.length === 0) {
      const setAside = `event ${only.position} is refused: ${error.message}`;
      reached.set(only.book, { position: only.position - 1, setAside });
      return;
    }
    const half = Math.ceil(wanted.length / 2);
    await publish(publisher, partition, wanted.slice(0, half), reached);
    await publish(publisher, partition, wanted.slice(half), reached);
  }
}
