import { isMisfit } from '@offtake/deals/deal-fold';
import { foldOnState, NO_DEAL, record } from '@offtake/deals/deal-history';
import type { History } from '@offtake/deals/history';
import { NO_PARTY, recordParty, saysNothingNewOfIt } from '@offtake/deals/party-history';
import { parseStream, type RecordedEvent } from '@offtake/deals/recorded-event';
import { presentEvent, type StoredRow, storedEvent, typesIn } from '@offtake/deals/stored-event';
import type pg from 'pg';
import type { Received } from './received.ts';

/** How many events the histories hold together, between two batches. Beyond that, states alone are kept. */
const MOST_EVENTS = 10_000;
const MOST_STREAMS = 10_000;

interface Kept {
  readonly history: History;
  /** The events up to this version were let go: the history holds those after it. */
  readonly cutAt: number;
}

/** The streams' histories as they are at the checkpoints, of the deals and parties that were written to last. */
export class Histories {
  /** By book and stream, the one used last at the end. */
  readonly #kept = new Map<string, Kept>();
  readonly #reached = new Map<string, number>();
  /** Streams of the batch whose applied events this program does not read any more. */
  readonly #broken = new Map<string, Error>();
  readonly #mostEvents: number;
  #events = 0;

  constructor(mostEvents = MOST_EVENTS) {
    this.#mostEvents = mostEvents;
  }

  /** Forgets a book that has moved since without us: another process has added to it. */
  expect(book: string, position: number): void {
    if (this.#reached.get(book) === position) return;
    this.#reached.delete(book);
    for (const key of this.#kept.keys()) if (key.startsWith(`${book}\n`)) this.#drop(key);
  }

  reached(book: string, position: number): void {
    this.#reached.set(book, position);
  }

  /** @throws where the stream is neither a deal's nor a party's, or what was applied of it cannot be read */
  of(book: string, stream: string): History {
    const broken = this.#broken.get(keyOf(book, stream));
    if (broken) throw broken;
    const kept = this.#kept.get(keyOf(book, stream));
    return kept?.history ?? (parseStream(stream).kind === 'deal' ? NO_DEAL : NO_PARTY);
  }

  put(book: string, stream: string, history: History): void {
    const key = keyOf(book, stream);
    const cutAt = this.#kept.get(key)?.cutAt ?? 0;
    this.#drop(key);
    this.#keep(key, { history, cutAt });
  }

  /** Reads what these events continue and is not here, from the events that were applied. */
  async load(client: pg.ClientBase, schema: string, events: readonly Received[]): Promise<void> {
    this.#broken.clear();
    const byStream = Map.groupBy(events, ({ book, stream }) => keyOf(book, stream));
    const missing = new Map([...byStream].filter(([key, following]) => this.#isMissing(key, following)));
    if (missing.size === 0) return;
    const wanted = [...missing.values()].flatMap(([first]) => (first ? [first] : []));
    const { rows } = await client.query<StoredRow>(
      `select e.book, e.position, e.id, e.stream, e.version, e.type, e.recorded_text as "recordedAt", e.body,
         encode(e.hash, 'hex') as hash
       from unnest($1::text[], $2::text[]) as wanted (book, stream)
       join ${schema}.event e on e.book = wanted.book and e.stream = wanted.stream
       order by e.book, e.stream, e.version`,
      [wanted.map(({ book }) => book), wanted.map(({ stream }) => stream)],
    );
    for (const key of missing.keys()) this.#drop(key);
    for (const row of rows) {
      this.#continue(row);
    }
  }

  /** Whether what these events of one stream continue is not here, or not with the events that they take. */
  #isMissing(key: string, following: readonly Received[]): boolean {
    const kept = this.#kept.get(key);
    if (!kept) return following.some(({ version }) => version > 1);
    if (kept.cutAt === 0) return false;
    if (kept.history.kind === 'party') return !following.every(saysNothingNewOfIt);
    const placed = following.map(({ type, version, content }) => ({ type, version, effectiveOn: content.effectiveOn }));
    return !foldOnState(kept.history, placed);
  }

  #continue(row: StoredRow): void {
    const { book, stream } = row;
    try {
      const before = this.of(book, stream);
      // It was checked when it was applied.
      this.put(book, stream, continued(before, presentEvent(storedEvent(row), typesIn(before))));
    } catch (error) {
      this.#drop(keyOf(book, stream));
      this.#broken.set(keyOf(book, stream), error as Error);
    }
  }

  /** Lets go of the events of those that were not used for the longest time, then of their states. */
  trim(): void {
    for (const [key, { history }] of this.#kept) {
      if (this.#events <= this.#mostEvents && this.#kept.size <= MOST_STREAMS) return;
      if (this.#kept.size > MOST_STREAMS) this.#drop(key);
      else if (history.newest) this.#cut(key, history);
    }
  }

  clear(): void {
    this.#kept.clear();
    this.#reached.clear();
    this.#events = 0;
  }

  #keep(key: string, kept: Kept): void {
    this.#kept.set(key, kept);
    this.#events += kept.history.version - kept.cutAt;
  }

  #cut(key: string, history: History): void {
    const { cutAt = 0 } = this.#kept.get(key) ?? {};
    this.#kept.set(key, { history: { ...history, newest: null }, cutAt: history.version });
    this.#events -= history.version - cutAt;
  }

  #drop(key: string): void {
    const kept = this.#kept.get(key);
    if (!kept) return;
    this.#kept.delete(key);
    this.#events -= kept.history.version - kept.cutAt;
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
