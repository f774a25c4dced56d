import { randomUUID } from 'node:crypto';
import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import { EVERY_BOOK } from '@offtake/book-scope/book-pools';
import { jittered } from '@offtake/event-transport/within';
import pg from 'pg';
import type { ReadDatabase } from './read-database.ts';

const PROJECTED = 'offtake_projected';
const RESUMED = 'offtake_resumed';
const SWAPPED = 'offtake_swapped';
const DEBOUNCE_MS = 20;
const RECONNECT_AFTER_MS = { first: 500, longest: 5_000 };
const CONNECT_WITHIN_MS = 3_000;

type Heard = (book: string) => void;

/**
 * What the nodes of this service tell each other over the database: that a book was projected, that one was resumed,
 * that the generations were swapped. In this process it is heard at once. An announcement may be lost: poll as well.
 */
export class Announcements implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly #url: string;
  readonly #database: ReadDatabase;
  /** Before the book in what this node announces as projected: it has heard of that already. */
  readonly #node = randomUUID();
  readonly #heard: Record<string, Set<Heard>> = { [PROJECTED]: new Set(), [RESUMED]: new Set(), [SWAPPED]: new Set() };
  readonly #due = new Set<string>();
  #debounce: NodeJS.Timeout | undefined;
  #client: pg.Client | null = null;
  #reconnectAfterMs = RECONNECT_AFTER_MS.first;
  #closed = false;

  constructor(url: string, database: ReadDatabase) {
    this.#url = url;
    this.#database = database;
  }

  /** Calls back after a commit that moved the book's checkpoint, on whichever node. Returns how to stop that. */
  onProjected(listener: Heard): () => void {
    return this.#listen(PROJECTED, listener);
  }

  onResumed(listener: Heard): () => void {
    return this.#listen(RESUMED, listener);
  }

  onSwapped(listener: Heard): () => void {
    return this.#listen(SWAPPED, listener);
  }

  /** Here at once; to the others within DEBOUNCE_MS, however many commits there are. */
  projected(book: string): void {
    this.#tell(PROJECTED, book);
    this.#due.add(book);
    this.#debounce ??= setTimeout(() => {
      this.#debounce = undefined;
      const books = [...this.#due];
      this.#due.clear();
      const text = `select pg_notify('${PROJECTED}', $2 || ' ' || book) from unnest($1::text[]) book`;
      this.#database.query(EVERY_BOOK, text, [books, this.#node]).catch(() => {});
    }, DEBOUNCE_MS);
  }

  async resumed(book: string): Promise<void> {
    await this.#database.query(EVERY_BOOK, `select pg_notify('${RESUMED}', $1)`, [book]);
  }

  async swapped(): Promise<void> {
    await this.#database.query(EVERY_BOOK, `select pg_notify('${SWAPPED}', '')`);
  }

  onApplicationBootstrap(): void {
    void this.#connect();
  }

  async onApplicationShutdown(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#debounce);
    await this.#client?.end().catch(() => {});
  }

  #listen(channel: string, listener: Heard): () => void {
    this.#heard[channel]?.add(listener);
    return () => this.#heard[channel]?.delete(listener);
  }

  #tell(channel: string, book: string): void {
    for (const listener of this.#heard[channel] ?? []) listener(book);
  }

  async #connect(): Promise<void> {
    if (this.#closed) return;
    const client = new pg.Client({
      connectionString: this.#url,
      application_name: 'offtake-projection-listens',
      connectionTimeoutMillis: CONNECT_WITHIN_MS,
      keepAlive: true,
    });
    this.#client = client;
    let again = false;
    const reconnect = (): void => {
      if (again || this.#closed) return;
      again = true;
      setTimeout(() => void this.#connect(), jittered(this.#reconnectAfterMs)).unref();
      this.#reconnectAfterMs = Math.min(2 * this.#reconnectAfterMs, RECONNECT_AFTER_MS.longest);
    };
    client.on('error', reconnect);
    client.on('end', reconnect);
    client.on('notification', ({ channel, payload = '' }) => {
      const [node, book] = channel === PROJECTED ? payload.split(' ', 2) : [null, payload];
      if (node !== this.#node) this.#tell(channel, book ?? '');
    });
    try {
      await client.connect();
      for (const channel of Object.keys(this.#heard)) await client.query(`listen ${channel}`);
      this.#reconnectAfterMs = RECONNECT_AFTER_MS.first;
    } catch {
      reconnect();
    }
  }
}
