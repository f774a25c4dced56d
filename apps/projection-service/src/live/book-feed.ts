import { Logger } from '@nestjs/common';
import type { Heads } from '../ingest/heads.ts';
import { visible } from '../ingest/rebuild-progress.ts';
import type { RebuildWatch } from '../ingest/rebuild-watch.ts';
import type { ActiveGeneration } from '../schema/active-generation.ts';
import type { ReadDatabase } from '../schema/read-database.ts';
import { MOST_FRAMES, NewestFrames } from './newest-frames.ts';
import { RecordedFrames } from './recorded-frames.ts';
import { frameOf, HEARTBEAT } from './server-sent.ts';
import type { StreamClient } from './stream-client.ts';

const PAGE = 500;
/** A count that only moves on need not be told more often. */
const STATUS_AT_MOST_EVERY_MS = 250;
const STATUS_EVERY_MS = 5_000;

/** Reads what is committed to a book, once, and passes it on to every client that follows it. */
export class BookFeed {
  readonly frames = new NewestFrames();
  readonly clients = new Set<StreamClient>();
  readonly #book: string;
  readonly #database: ReadDatabase;
  readonly #generation: ActiveGeneration;
  readonly #heads: Heads;
  readonly #rebuilds: Pick<RebuildWatch, 'running'>;
  readonly #recorded: RecordedFrames;
  readonly #log = new Logger('stream');
  #state = 'live';
  #looking: Promise<void> | null = null;
  #lookAgain = false;
  #told = { status: '', at: 0 };
  /** Said once for each time that the events cannot be read. */
  #unread = false;

  constructor(
    book: string,
    database: ReadDatabase,
    generation: ActiveGeneration,
    heads: Heads,
    rebuilds: Pick<RebuildWatch, 'running'>,
  ) {
    this.#book = book;
    this.#database = database;
    this.#recorded = new RecordedFrames(book, database);
    this.#generation = generation;
    this.#heads = heads;
    this.#rebuilds = rebuilds;
  }

  /**
   * Begins with the newest events, so that clients which come back soon can go on where they were.
   * @throws Problem where they cannot be read: a feed that does not have them would tell a client that it has caught up
   */
  async start(): Promise<void> {
    const checkpoint = await this.#checkpoint();
    this.frames.beginAfter(Math.max(0, checkpoint - MOST_FRAMES));
    await this.#read();
  }

  statusFrame(): Buffer {
    return frameOf('status', this.#status());
  }

  /** Reads what was committed since, and passes it on. Looks that overlap become one more look. */
  look(): Promise<void> {
    if (this.#looking) {
      this.#lookAgain = true;
      return this.#looking;
    }
    this.#looking = this.#read()
      .then(() => {
        this.#unread = false;
      })
      .catch((error: Error) => {
        if (!this.#unread) this.#log.warn(`The events of ${this.#book} cannot be read: ${error.message}`);
        this.#unread = true;
        // Also that nobody knows how far behind this is.
        this.#tellStatus();
      })
      .finally(() => {
        this.#looking = null;
        if (this.#lookAgain) {
          this.#lookAgain = false;
          void this.look();
        }
      });
    return this.#looking;
  }

  heartbeat(): void {
    for (const client of this.clients) client.tell(HEARTBEAT);
  }

  async #read(): Promise<void> {
    for (let full = true; full; ) {
      const read = this.#recorded.after(this.frames.head, PAGE, this.#generation.schema);
      // At once, and what is recorded first: it is what a client waits for.
      const [page] = await Promise.all([read, this.#checkpoint()]);
      this.frames.take(page);
      for (const client of this.clients) client.pump();
      full = page.length === PAGE;
    }
    this.#tellStatus();
  }

  async #checkpoint(): Promise<number> {
    const { schema } = this.#generation;
    const text = `select position, state from ${schema}.checkpoint where book = $1`;
    const [row] = await this.#database.query<{ position: number; state: string }>(this.#book, text, [this.#book]);
    this.#state = row?.state ?? 'live';
    return row?.position ?? 0;
  }

  #status(): object {
    const { unknownSince } = this.#heads;
    const position = Math.max(this.#heads.of(this.#book)?.position ?? 0, this.frames.head);
    const rebuild = this.#rebuilds.running;
    const known = unknownSince ? { unknownSince: unknownSince.toISOString() } : {};
    return {
      position,
      checkpoint: this.frames.head,
      lag: this.#heads.lag(this.#book, this.frames.head),
      state: this.#state,
      ...known,
      // Whoever follows this book may not know the others that the rebuild is about.
      ...(rebuild ? { rebuild: visible(rebuild, { mayRead: (book) => book === this.#book, mayReadAll: false }) } : {}),
    };
  }

  #tellStatus(): void {
    const status = JSON.stringify(this.#status());
    const silentFor = Date.now() - this.#told.at;
    if (silentFor < (status === this.#told.status ? STATUS_EVERY_MS : STATUS_AT_MOST_EVERY_MS)) return;
    this.#told = { status, at: Date.now() };
    const frame = this.statusFrame();
    for (const client of this.clients) client.tell(frame);
  }
}
