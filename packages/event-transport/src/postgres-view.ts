import { readFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { type RecordedEnvelope, toHeaders } from './event-headers.ts';
import type { Delivered } from './transport.ts';
import { within } from './within.ts';

/** A book with its newest position. */
export interface Head {
  readonly book: string;
  readonly partition: number;
  readonly position: number;
}

/** The view `ledger.published`, over one connection that also hears what is appended. */
export interface View {
  heads(): Promise<readonly Head[]>;
  /** A page of the book's events from this position on; `complete`: there were no more of them. */
  page(book: string, from: number): Promise<{ readonly messages: readonly Delivered[]; readonly complete: boolean }>;
  close(): Promise<void>;
}

export interface Listener {
  /** Books that have new events. What is announced while nobody listens is lost: poll. */
  appended(book: string): void;
  answered(): void;
  /** The connection is gone. */
  broken(error: Error): void;
}

const CHANNEL = 'offtake_appended';
const CONNECT_LIMIT_MS = 3000;
const CLOSE_LIMIT_MS = 2000;
const ANSWER_LIMIT_MS = 10_000;
const PAGE_EVENTS = 500;
const PAGE_BYTES = 4 * 1024 * 1024;

export async function openView(url: string, listener: Listener): Promise<View> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'offtake-tail',
    connectionTimeoutMillis: CONNECT_LIMIT_MS,
    query_timeout: ANSWER_LIMIT_MS,
    keepAlive: true,
  });
  client.on('error', (error) => listener.broken(error));
  client.on('end', () => listener.broken(new Error('the connection has ended')));
  client.on('notification', ({ payload }) => payload && listener.appended(payload));
  const rowsOf = async <R extends pg.QueryResultRow>(name: string, values: unknown[]): Promise<R[]> => {
    const { rows } = await client.query<R>({ name, text: STATEMENTS[name] ?? '', values });
    listener.answered();
    return rows;
  };
  const close = async (): Promise<void> => within(CLOSE_LIMIT_MS, client.end()).catch(() => {});
  try {
    await client.connect();
    await client.query(`listen ${CHANNEL}`);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    async heads() {
      const rows = await rowsOf<HeadRow>('heads', []);
      return rows.map((row) => ({ ...row, position: Number(row.position) }));
    },
    async page(book, from) {
      const rows = await rowsOf<EventRow>('published', [book, from, PAGE_EVENTS, PAGE_BYTES]);
      const found = Number(rows[0]?.events_found ?? 0);
      return { messages: rows.map(toDelivered), complete: rows.length === found };
    },
    close,
  };
}

type HeadRow = { readonly book: string; readonly partition: number; readonly position: string };
type EventRow = HeadRow & {
  readonly stream: string;
  readonly version: number;
  readonly id: string;
  readonly type: string;
  readonly body: string;
  readonly recorded_at: string;
  readonly hash: string;
  readonly prev_hash: string;
  readonly events_found: string;
};

function toDelivered(row: EventRow): Delivered {
  const event: RecordedEnvelope = {
    ...row,
    position: Number(row.position),
    recordedAt: row.recorded_at,
    prevHash: row.prev_hash,
  };
  const { partition, book, body } = row;
  return { partition, offset: BigInt(row.position), book, headers: toHeaders(event), value: body };
}

const STATEMENTS = Object.fromEntries(
  ['heads', 'published'].map((name) => [
    name,
    readFileSync(path.join(import.meta.dirname, '..', 'sql', `${name}.sql`), 'utf8'),
  ]),
);
