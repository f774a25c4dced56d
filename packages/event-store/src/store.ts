import type { Book, NewBook } from './book.ts';
import type { Appended, Entry, Kept } from './entry.ts';
import type { RecordedEvent } from './event.ts';

/** The database could not be asked, or did not answer. Whether an append took effect is then unknown: read again. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
}

export class UnknownBook extends Error {
  override readonly name = 'UnknownBook';
}

/** The book is shorter than the caller has already seen it: the database was restored to an earlier state. */
export class BookRewound extends Error {
  override readonly name = 'BookRewound';
}

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

export type Verified =
  | { readonly intact: true; readonly position: number; readonly hash: string }
  /** `position` is the first that does not fit. */
  | { readonly intact: false; readonly position: number; readonly reason: string };

/** Where a relay publishes to. */
export interface RelayTarget {
  readonly cluster: string;
  readonly topic: string;
}

export interface RelayCursor {
  readonly book: string;
  /** Published up to here; 0 for a target that is new. */
  readonly position: number;
  /** Why the book is set aside: the event after `position` cannot be published. */
  readonly setAside: string | null;
}

/** @throws {StoreUnavailable} where the database cannot be reached within the store's limits: every method. */
export declare class EventStore {
  /**
   * Records a batch of decided commands, in order, in one transaction of its own.
   * @param at the position up to which the decider had folded the book; guards that moved after it are stale
   * @throws {UnknownBook} @throws {BookRewound} where `at` lies above the book's head
   */
  append(book: string, at: number, entries: readonly Entry[]): Promise<Appended>;
  /** Which of these keys are kept, so that an import that is sent again need not be decided again. */
  kept(book: string, principal: string, keys: readonly string[]): Promise<ReadonlyMap<string, Kept>>;
  /** Forgets keys kept for a day and older than that, at most `limit` of them; answers how many. */
  forgetKeys(limit: number): Promise<number>;

  /** Creates the book, or answers the one that exists, with its own name and partition. */
  createBook(book: NewBook): Promise<{ readonly created: boolean; readonly book: Book }>;
  book(book: string): Promise<Book | null>;
  /** All books with their heads, by name of the book. */
  books(): Promise<readonly Book[]>;

  /** A page of a book, by position. Empty: there is no more. */
  read(book: string, page?: Page): Promise<readonly RecordedEvent[]>;
  /** All pages of a book, each in its own short transaction. */
  pages(book: string, page?: Page): AsyncGenerator<readonly RecordedEvent[]>;
  /** A page of a stream, by version; `upTo` is a position of the book. */
  readStream(book: string, stream: string, page?: Page): Promise<readonly RecordedEvent[]>;
  eventAt(book: string, position: number): Promise<RecordedEvent | null>;
  /** Walks the chain page by page. @throws {UnknownBook} */
  verify(book: string): Promise<Verified>;

  /** Makes the caller the relay: answers a new epoch, and cursor writes of all earlier epochs are refused from now on. */
  beginRelayEpoch(): Promise<number>;
  /** A cursor for every book, also for those of which the target has nothing yet. */
  relayCursors(target: RelayTarget): Promise<readonly (RelayCursor & { readonly partition: number })[]>;
  /** Moves cursors. False, and nothing moved, where another relay has begun since. */
  moveRelayCursors(epoch: number, target: RelayTarget, cursors: readonly RelayCursor[]): Promise<boolean>;

  /** Wakes relays and tails that listen on `offtake_appended`. Debounced and outside the append; never throws. */
  announce(book: string): void;
  close(): Promise<void>;
}

export interface StoreOptions {
  /** Connections at most. Default 10. */
  readonly connections?: number;
  readonly applicationName?: string;
}

export declare function connect(url: string, options?: StoreOptions): EventStore;
