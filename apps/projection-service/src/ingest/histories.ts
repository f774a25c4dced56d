import { isMisfit } from '@offtake/deals/deal-fold';
import { NO_DEAL, record } from '@offtake/deals/deal-history';
import type { History } from '@offtake/deals/history';
import { NO_PARTY, recordParty } from '@offtake/deals/party-history';
import { parseStream, type RecordedEvent } from '@offtake/deals/recorded-event';
import { presentEvent, type StoredRow, storedEvent, typesIn } from '@offtake/deals/stored-event';
import type pg from 'pg';
import type { Received } from './received.ts';

/** How many events the histories hold together, between two batches. */
const MOST_EVENTS = 20_000;

/** The streams' histories as they are at the checkpoints, of the deals and parties that were written to last. */
export class Histories {
  /** By book and stream, the one used last at the end. */
  readonly #kept = new Map<string, History>();
  readonly #reached = new Map<string, number>();
  /** Streams of the batch whose applied events this program does not read any more. */
  readonly #broken = new Map<string, Error>();

  /** Forgets a book that has moved since without us: another process has added to it. */
  expect(book: string, position: number): void {
    if (this.#reached.get(book) === position) return;
    this.#reached.delete(book);
    for (const key of this.#kept.keys()) if (key.startsWith(`${book}\n`)) this.#kept.delete(key);
  }

  reached(book: string, position: number): void {
    this.#reached.set(book, position);
  }

  /** @throws where the stream is neither a deal's nor a party's, or what was applied of it cannot be read */
  of(book: string, stream: string): History {
    const broken = this.#broken.get(keyOf(book, stream));
    if (broken) throw broken;
    return this.#kept.get(keyOf(book, stream)) ?? (parseStream(stream).kind === 'deal' ? NO_DEAL : NO_PARTY);
  }

  put(book: string, stream: string, history: History): void {
    const key = keyOf(book, stream);
    this.#kept.delete(key);
    this.#kept.set(key, history);
  }

  /** Reads what these events continue and is not here, from the events that were applied. */
  async load(client: pg.ClientBase, schema: string, events: readonly Received[]): Promise<void> {
    this.#broken.clear();
    const missing = new Map<string, Received>();
    for (const event of events) {
      const key = keyOf(event.book, event.stream);
      if (event.version > 1 && !this.#kept.has(key)) missing.set(key, event);
    }
    if (missing.size === 0) return;
    const { rows } = await client.query<StoredRow>(
      `select e.book, e.position, e.id, e.stream, e.version, e.type, e.recorded_text as "recordedAt", e.body,
         encode(e.hash, 'hex') as hash
       from unnest($1::text[], $2::text[]) as wanted (book, stream)
       join ${schema}.event e on e.book = wanted.book and e.stream = wanted.stream
       order by e.book, e.stream, e.version`,
      [[...missing.values()].map(({ book }) => book), [...missing.values()].map(({ stream }) => stream)],
    );
    for (const row of rows) {
      this.#continue(row);
    }
  }

  #continue(row: StoredRow): void {
    const { book, stream } = row;
    try {
      const before = this.of(book, stream);
      // It was checked when it was applied.
      this.put(book, stream, continued(before, presentEvent(storedEvent(row), typesIn(before))));
    } catch (error) {
      this.#kept.delete(keyOf(book, stream));
      this.#broken.set(keyOf(book, stream), error as Error);
    }
  }

  /** Lets go of those that were not used for the longest time. */
  trim(): void {
    let events = 0;
    for (const { version } of this.#kept.values()) events += version;
    for (const [key, { version }] of this.#kept) {
      if (events <= MOST_EVENTS) return;
      this.#kept.delete(key);
      events -= version;
    }
  }

  clear(): void {
    this.#kept.clear();
    this.#reached.clear();
  }
}

function keyOf(book: string, stream: string): string {
  return `${book}\n${stream}`;
}

/** The history with one more event. @throws where the event does not fold */
export function continued(before: History, event: RecordedEvent): History {
  const after = before.kind === 'deal' ? record(before, event) : recordParty(before, event);
  if (!isMisfit(after)) return after;
  const { rule, message } = after.refusal;
  throw new Error(`${event.type} ${event.event} at ${event.position} does not fold: ${rule}, ${message}`);
}
