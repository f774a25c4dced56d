import { isMisfit } from '@offtake/deals/deal-fold';
import { type DealHistory, NO_DEAL, record } from '@offtake/deals/deal-history';
import type { RecordedEvent } from '@offtake/deals/recorded-event';
import type pg from 'pg';
import { eventOf, type Received } from './received.ts';

/** How many events the histories hold together, between two batches. */
const MOST_EVENTS = 20_000;

/** The deals' histories as they are at the checkpoints, of the deals that were written to last. */
export class Histories {
  /** By book and stream, the one used last at the end. */
  readonly #kept = new Map<string, DealHistory>();
  readonly #reached = new Map<string, number>();

  /** Forgets a book that has moved since without us: another process has added to it. */
  expect(book: string, position: number): void {
    if (this.#reached.get(book) === position) return;
    this.#reached.delete(book);
    for (const key of this.#kept.keys()) if (key.startsWith(`${book}\n`)) this.#kept.delete(key);
  }

  reached(book: string, position: number): void {
    this.#reached.set(book, position);
  }

  of(book: string, stream: string): DealHistory {
    return this.#kept.get(keyOf(book, stream)) ?? NO_DEAL;
  }

  put(book: string, stream: string, history: DealHistory): void {
    const key = keyOf(book, stream);
    this.#kept.delete(key);
    this.#kept.set(key, history);
  }

  /** Reads what these events continue and is not here, from the events that were applied. */
  async load(client: pg.ClientBase, schema: string, events: readonly Received[]): Promise<void> {
    const missing = new Map<string, Received>();
    for (const event of events) {
      const key = keyOf(event.book, event.stream);
      if (event.version > 1 && event.stream.startsWith('deal/') && !this.#kept.has(key)) missing.set(key, event);
    }
    if (missing.size === 0) return;
    const { rows } = await client.query<StoredEvent>(
      `select e.book, e.position, e.id, e.stream, e.version, e.type, e.recorded_text as "recordedAt", e.body,
         encode(e.hash, 'hex') as hash
       from unnest($1::text[], $2::text[]) as wanted (book, stream)
       join ${schema}.event e on e.book = wanted.book and e.stream = wanted.stream
       order by e.book, e.stream, e.version`,
      [[...missing.values()].map(({ book }) => book), [...missing.values()].map(({ stream }) => stream)],
    );
    for (const row of rows) {
      const history = record(this.of(row.book, row.stream), storedEvent(row));
      if (isMisfit(history)) throw new Error(`${row.stream} does not fold any more: ${history.refusal.message}`);
      this.put(row.book, row.stream, history);
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

type StoredEvent = Omit<Received, 'partition' | 'offset' | 'content' | 'prevHash'>;

function storedEvent(row: StoredEvent): RecordedEvent {
  return eventOf({ ...row, prevHash: '', content: JSON.parse(row.body) });
}
