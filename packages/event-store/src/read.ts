import { type Database, statement } from './database.ts';
import type { RecordedEvent } from './event.ts';

export interface Page {
  /** Events after this position (in a stream: after this version). */
  readonly after?: number;
  /** No events after this position. */
  readonly upTo?: number;
  /** Events, at most `MAX_PAGE` (the default). */
  readonly limit?: number;
  /** Bytes of bodies; at least one event comes, however large. Default and maximum `MAX_PAGE_BYTES`. */
  readonly maxBytes?: number;
}

export const MAX_PAGE = 1_000;
export const MAX_PAGE_BYTES = 4 * 1024 * 1024;

const READ = statement('read.sql');
const READ_STREAM = statement('read-stream.sql');

type Row = Omit<RecordedEvent, 'recordedAt' | 'prevHash'> & {
  readonly recorded_at: string;
  readonly prev_hash: string;
};

export async function read(database: Database, book: string, page: Page = {}): Promise<readonly RecordedEvent[]> {
  const { after, upTo, limit, maxBytes } = bounded(page);
  return (await database.query<Row>(book, READ, [book, after, upTo, limit, maxBytes])).map(eventOf);
}

export async function readStream(
  database: Database,
  book: string,
  stream: string,
  page: Page = {},
): Promise<readonly RecordedEvent[]> {
  const { after, upTo, limit, maxBytes } = bounded(page);
  return (await database.query<Row>(book, READ_STREAM, [book, stream, after, upTo, limit, maxBytes])).map(eventOf);
}

export async function* pages(
  database: Database,
  book: string,
  page: Page = {},
): AsyncGenerator<readonly RecordedEvent[]> {
  for (let after = page.after ?? 0; ; ) {
    const events = await read(database, book, { ...page, after });
    const last = events.at(-1);
    if (last === undefined) return;
    after = last.position;
    yield events;
  }
}

export async function eventAt(database: Database, book: string, position: number): Promise<RecordedEvent | null> {
  const [event] = await read(database, book, { after: position - 1, upTo: position, limit: 1 });
  return event ?? null;
}

function bounded({ after = 0, upTo, limit = MAX_PAGE, maxBytes = MAX_PAGE_BYTES }: Page) {
  return {
    after,
    upTo: upTo ?? Number.MAX_SAFE_INTEGER,
    limit: Math.min(limit, MAX_PAGE),
    maxBytes: Math.min(maxBytes, MAX_PAGE_BYTES),
  };
}

function eventOf({ recorded_at, prev_hash, ...event }: Row): RecordedEvent {
  return { ...event, recordedAt: recorded_at, prevHash: prev_hash };
}
