import { Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { EVERY_BOOK } from '@offtake/book-scope/book-pools';
import { z } from 'zod';
import type { ReadDatabase } from '../schema/read-database.ts';

const POLL_MS = 1_000;
const ANSWER_WITHIN_MS = 2_000;

/** A book as the ledger last said. */
export interface Head {
  readonly book: string;
  readonly name: string;
  readonly partition: number;
  /** Of the newest event; 0 where there is none. */
  readonly position: number;
  /** Lower hex, 64 digits. */
  readonly hash: string;
  /** Why the relay does not publish the book any further. */
  readonly setAside?: string | undefined;
}

const answerSchema = z.object({
  books: z.array(
    z.object({
      book: z.string(),
      name: z.string(),
      partition: z.int(),
      position: z.int(),
      hash: z.string().regex(/^([0-9a-f]{64})?$/),
      setAside: z.string().optional(),
    }),
  ),
});

/** The heads of the books, asked of the command service once a second, so that lag is known also without a broker. */
export class Heads implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly #address: string | null;
  readonly #token: string;
  readonly #database: ReadDatabase;
  readonly #log = new Logger('Heads');
  #books: ReadonlyMap<string, Head> = new Map();
  #unknownSince: Date | null = new Date();
  #timer: NodeJS.Timeout | undefined;
  #polling: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(commandUrl: string | null, token: string, database: ReadDatabase) {
    this.#address = commandUrl ? new URL('/internal/heads', commandUrl).href : null;
    this.#token = token;
    this.#database = database;
  }

  /** The head of a book that the ledger has, as it was last heard; undefined for one that was never heard of. */
  of(book: string): Head | undefined {
    return this.#books.get(book);
  }

  all(): readonly Head[] {
    return [...this.#books.values()];
  }

  /** Since when the command service has not answered: until it does, lag is unknown. Null where heads are known. */
  get unknownSince(): Date | null {
    return this.#unknownSince;
  }

  /** How far a book's read models are behind; null while that is unknown. */
  lag(book: string, checkpoint: number): number | null {
    if (this.#unknownSince) return null;
    return Math.max(0, (this.#books.get(book)?.position ?? checkpoint) - checkpoint);
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.#remember().catch(() => {});
    const poll = (): void => {
      this.#polling = this.poll().then(() => {
        if (!this.#closed) this.#timer = setTimeout(poll, POLL_MS).unref();
      });
    };
    poll();
  }

  async onApplicationShutdown(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    await this.#polling;
  }

  /** Asks once. Never fails: without an answer the heads are unknown. */
  async poll(): Promise<void> {
    try {
      const books = await this.#ask();
      const changed = books.filter(({ book, position, hash, name }) => {
        const before = this.#books.get(book);
        return before?.position !== position || before.hash !== hash || before.name !== name;
      });
      this.#books = new Map(books.map((head) => [head.book, head]));
      if (this.#unknownSince) this.#log.log('The heads of the books are known');
      this.#unknownSince = null;
      if (changed.length > 0) await this.#keep(changed).catch(() => {});
    } catch (error) {
      if (!this.#unknownSince) this.#log.warn(`The heads of the books are unknown: ${(error as Error).message}`);
      this.#unknownSince ??= new Date();
    }
  }

  async #ask(): Promise<readonly Head[]> {
    if (!this.#address) throw new Error('OFFTAKE_COMMAND_URL is not set');
    const headers = { authorization: `Bearer ${this.#token}` };
    const answer = await fetch(this.#address, { headers, signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
    if (!answer.ok) throw new Error(`the command service answers ${answer.status}`);
    return answerSchema.parse(await answer.json()).books;
  }

  /** Names and heads from before this process started, until the command service answers. */
  async #remember(): Promise<void> {
    const text = `select book, name, partition, head as position, encode(hash, 'hex') as hash from exposure.book`;
    const books = await this.#database.query<Head>(EVERY_BOOK, text);
    if (this.#books.size === 0) this.#books = new Map(books.map((head) => [head.book, head]));
  }

  async #keep(heads: readonly Head[]): Promise<void> {
    const columns = (['book', 'name', 'partition', 'position', 'hash'] as const).map((key) => heads.map((h) => h[key]));
    await this.#database.query(
      EVERY_BOOK,
      `insert into exposure.book as old (book, name, partition, head, hash, heads_seen_at)
       select book, name, partition, head, decode(hash, 'hex'), now()
       from unnest($1::text[], $2::text[], $3::int[], $4::bigint[], $5::text[]) as new (book, name, partition, head, hash)
       order by book
       on conflict (book) do update set name = excluded.name, partition = excluded.partition, head = excluded.head,
         hash = excluded.hash, heads_seen_at = excluded.heads_seen_at`,
      columns,
    );
  }
}
