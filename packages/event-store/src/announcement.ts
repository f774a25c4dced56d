import { EVERY_BOOK } from '@offtake/book-scope/book-pools';
import pg from 'pg';
import { type Database, statement } from './database.ts';

/** Where it is said that books have new events; the payload is the book. */
const CHANNEL = 'offtake_appended';
/** All that is appended meanwhile is announced together: in the append itself a NOTIFY would make all commits queue. */
const ANNOUNCE_EVERY_MS = 5;
const LISTEN_AGAIN_AFTER_MS = { first: 500, longest: 5_000 };
const CONNECT_WITHIN_MS = 3_000;

const ANNOUNCE = statement('announce.sql', 'announce');

/** Says which books have new events. What gets lost is found by the listeners' own polls. */
export class Announcer {
  readonly #database: Database;
  #books = new Set<string>();
  #timer: NodeJS.Timeout | undefined;

  constructor(database: Database) {
    this.#database = database;
  }

  announce(book: string): void {
    this.#books.add(book);
    this.#timer ??= setTimeout(() => void this.#send(), ANNOUNCE_EVERY_MS);
  }

  async #send(): Promise<void> {
    const books = [...this.#books];
    this.#books.clear();
    await this.#database.query(EVERY_BOOK, ANNOUNCE, [books]).catch(() => {});
    this.#timer = this.#books.size > 0 ? setTimeout(() => void this.#send(), ANNOUNCE_EVERY_MS) : undefined;
  }
}

/**
 * Calls back with each book that is announced, and with null when announcements may have been missed: at the start and
 * after a broken connection. Listens again by itself until it is closed.
 */
export function listenForAppends(url: string, onAppended: (book: string | null) => void): { close(): Promise<void> } {
  let closed = false;
  let client: pg.Client | undefined;
  let timer: NodeJS.Timeout | undefined;
  let againAfterMs = LISTEN_AGAIN_AFTER_MS.first;
  const connect = async () => {
    const mine = new pg.Client({ connectionString: url, connectionTimeoutMillis: CONNECT_WITHIN_MS, keepAlive: true });
    client = mine;
    mine.on('error', () => {});
    mine.on('notification', ({ payload }) => onAppended(payload ?? null));
    mine.once('end', () => {
      if (closed) return;
      // Not in step with all the others that have lost the same database.
      timer = setTimeout(() => void connect(), againAfterMs * (0.5 + Math.random() / 2));
      againAfterMs = Math.min(2 * againAfterMs, LISTEN_AGAIN_AFTER_MS.longest);
    });
    try {
      await mine.connect();
      await mine.query(`listen ${CHANNEL}`);
      againAfterMs = LISTEN_AGAIN_AFTER_MS.first;
      onAppended(null);
    } catch {
      await mine.end().catch(() => {});
    }
  };
  void connect();
  return {
    async close() {
      closed = true;
      clearTimeout(timer);
      await client?.end().catch(() => {});
    },
  };
}
