import { Announcer } from './announcement.ts';
import { append, forgetKeys, kept } from './append.ts';
import { type Book, books, createBook, findBook, type NewBook } from './book.ts';
import { Database, type DatabaseOptions } from './database.ts';
import type { Appended, Entry, KeptKey } from './entry.ts';
import type { RecordedEvent } from './event.ts';
import { UnknownBook } from './failure.ts';
import { eventAt, type Page, pages, read, readStream } from './read.ts';
import {
  beginRelayEpoch,
  moveRelayCursors,
  type RelayCursor,
  type RelayedBook,
  type RelayTarget,
  relayCursors,
} from './relay.ts';
import { type RestoredEvent, restore } from './restore.ts';
import { type Verified, verify } from './verify.ts';

/**
 * The ledger: books of events, each a gapless and immutable chain.
 * Every method throws StoreUnavailable where the database cannot be reached within the limits of database.ts.
 */
export class EventStore {
  readonly #database: Database;
  readonly #announcer: Announcer;

  constructor(url: string, options: DatabaseOptions = {}) {
    this.#database = new Database(url, options);
    this.#announcer = new Announcer(this.#database);
  }

  /**
   * Records a batch of decided commands, in order, in one transaction of its own.
   * @param at the position up to which the decider had folded the book; guards that moved after it are stale
   * @param hash of the event at `at`, as the decider folded it; null: it does not say
   * @throws {UnknownBook}
   * @throws {BookRewound} where `at` lies above the book's head, or the event there has another hash
   * @throws {RangeError} where the batch or a body is too large
   */
  append(book: string, at: number, entries: readonly Entry[], hash: string | null = null): Promise<Appended> {
    return append(this.#database, book, at, entries, hash);
  }

  /** Which of these keys (at most `MAX_ENTRIES`) are kept, so that an import that is sent again need not be decided again. */
  kept(book: string, principal: string, keys: readonly string[]): Promise<ReadonlyMap<string, KeptKey>> {
    return kept(this.#database, book, principal, keys);
  }

  /** Forgets keys that were kept for a day and are older than that, at most `limit` of them; answers how many. */
  forgetKeys(limit: number): Promise<number> {
    return forgetKeys(this.#database, limit);
  }

  /** Creates the book, or answers the one that exists, with its own name and partition. */
  createBook(book: NewBook): Promise<{ readonly created: boolean; readonly book: Book }> {
    return createBook(this.#database, book);
  }

  book(book: string): Promise<Book | null> {
    return findBook(this.#database, book);
  }

  /** All books with their heads, in the order of their slugs. */
  books(): Promise<readonly Book[]> {
    return books(this.#database);
  }

  /** A page of a book, by position. Empty: there is no more. */
  read(book: string, page?: Page): Promise<readonly RecordedEvent[]> {
    return read(this.#database, book, page);
  }

  /** All pages of a book, each in its own short transaction. */
  pages(book: string, page?: Page): AsyncGenerator<readonly RecordedEvent[]> {
    return pages(this.#database, book, page);
  }

  /** A page of a stream, by version; `upTo` is a position of the book. */
  readStream(book: string, stream: string, page?: Page): Promise<readonly RecordedEvent[]> {
    return readStream(this.#database, book, stream, page);
  }

  eventAt(book: string, position: number): Promise<RecordedEvent | null> {
    return eventAt(this.#database, book, position);
  }

  /** Walks the chain page by page. @throws {UnknownBook} */
  async verify(book: string): Promise<Verified> {
    const verified = await verify(this.#database, book);
    if (verified === null) throw new UnknownBook(`unknown book ${book}`);
    return verified;
  }

  /**
   * Puts a whole book of another ledger, page by page in order, into a book that has no events, which is created where
   * it is not there; ids, times and hashes stay. Null, and nothing done, where it has events.
   * @throws {BrokenChain} where an event does not follow from those before it; then, too, nothing is done
   */
  restore(book: NewBook, pages: AsyncIterable<readonly RestoredEvent[]>): Promise<Book | null> {
    return restore(this.#database, book, pages);
  }

  /** Makes the caller the relay: answers a new epoch; cursor writes of all earlier epochs are refused from now on. */
  beginRelayEpoch(): Promise<number> {
    return beginRelayEpoch(this.#database);
  }

  /** A cursor for every book, also for those of which the target has nothing yet. */
  relayCursors(target: RelayTarget): Promise<readonly RelayedBook[]> {
    return relayCursors(this.#database, target);
  }

  /** Moves cursors. False, and nothing moved, where another relay has begun since. */
  moveRelayCursors(epoch: number, target: RelayTarget, cursors: readonly RelayCursor[]): Promise<boolean> {
    return moveRelayCursors(this.#database, epoch, target, cursors);
  }

  /** Wakes the relays and tails that listen (`listenForAppends`). Debounced, outside the append, and never throws. */
  announce(book: string): void {
    this.#announcer.announce(book);
  }

  /** Ends when the queries under way have ended. */
  close(): Promise<void> {
    return this.#database.close();
  }
}

/** Connects when it is first asked something. */
export function connect(url: string, options: DatabaseOptions = {}): EventStore {
  return new EventStore(url, options);
}
