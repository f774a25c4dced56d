import { type Book, findBook, type NewBook } from './book.ts';
import { chainHash, NO_HASH } from './chain.ts';
import { type Database, type Query, type Statement, statement } from './database.ts';
import { MAX_BODY_BYTES, type RecordedEvent } from './event.ts';

/** An event of another ledger, as it was recorded and hashed there; its previous hash is that of the event before it. */
export type RestoredEvent = Omit<RecordedEvent, 'prevHash'>;

/** An event that does not follow from those before it. */
export class BrokenChain extends Error {
  override readonly name = 'BrokenChain';
  /** How many events came before it. */
  readonly after: number;
  /** What does not fit. */
  readonly field: keyof RestoredEvent;

  constructor(after: number, field: keyof RestoredEvent, message: string) {
    super(message);
    this.after = after;
    this.field = field;
  }
}

/** For all the events of a book to be put into their place: long enough for millions, and still an end. */
const PUT_WITHIN_MS = 10 * 60_000;

const STAGE = statement('restore-stage.sql');
const ADD = statement('restore-add.sql');
const CREATE_BOOK = statement('create-book.sql');
const LOCK = statement('restore-lock.sql');
const EVENTS = statement('restore-events.sql');
const HEAD = statement('restore-head.sql');
const BEGIN: Statement = { text: 'begin' };
const COMMIT: Statement = { text: 'commit' };

/**
 * Puts the events of another ledger into a book that has none, which is created where it is not there; as they are,
 * with their times and hashes, all of them or nothing. Null, and nothing done, where the book has events.
 *
 * Pages are kept in a temporary table while they come, however slowly: nothing is locked, and no transaction is open
 * that would hold up the clearing of old rows. When the last one is there, one transaction at the speed of the database
 * moves them; on any failure the table goes with its connection.
 * @throws {BrokenChain} @throws {StoreUnavailable} and what `pages` throws
 */
export function restore(
  database: Database,
  book: NewBook,
  pages: AsyncIterable<readonly RestoredEvent[]>,
): Promise<Book | null> {
  return database.session(book.book, PUT_WITHIN_MS, async (query) => {
    const chain = new Chain(book.book);
    await query(STAGE);
    for await (const events of pages) {
      for (const event of events) chain.follow(event);
      if (events.length > 0) await query(ADD, columns(events));
    }
    if (!(await put(query, book, chain))) return null;
    return findBook(database, book.book);
  });
}

async function put(query: Query, { book, name, partition }: NewBook, chain: Chain): Promise<boolean> {
  await query(BEGIN);
  await query(CREATE_BOOK, [book, name, partition]);
  const [row] = await query<{ readonly head: number }>(LOCK, [book]);
  // The end of the connection takes back what was begun.
  if (row === undefined || row.head > 0) return false;
  await query(EVENTS, [book]);
  if (chain.length > 0) await query(HEAD, [book, chain.length, chain.hash, chain.recordedAt]);
  await query(COMMIT);
  return true;
}

function columns(events: readonly RestoredEvent[]): readonly unknown[] {
  return [
    events.map(({ position }) => position),
    events.map(({ stream }) => stream),
    events.map(({ version }) => version),
    events.map(({ id }) => id),
    events.map(({ type }) => type),
    events.map(({ body }) => body),
    events.map(({ recordedAt }) => recordedAt),
    events.map(({ hash }) => Buffer.from(hash, 'hex')),
  ];
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/;

/** A book as far as it was followed. */
class Chain {
  readonly #book: string;
  readonly #versions = new Map<string, number>();
  readonly #ids = new Set<string>();
  length = 0;
  hash = NO_HASH;
  recordedAt = '';

  constructor(book: string) {
    this.#book = book;
  }

  /** @throws {BrokenChain} */
  follow(event: RestoredEvent): void {
    const { book, position, stream, version, id, type, recordedAt, body, hash } = event;
    const next = (this.#versions.get(stream) ?? 0) + 1;
    const broken = (field: keyof RestoredEvent, message: string) => new BrokenChain(this.length, field, message);
    if (book !== this.#book) throw broken('book', `it is an event of ${book}, not of ${this.#book}`);
    if (position !== this.length + 1) throw broken('position', `position ${this.length + 1} should come here`);
    if (stream === '' || !isOneLine(stream)) throw broken('stream', 'a stream is one line of text');
    if (version !== next) throw broken('version', `version ${next} of ${stream} should come here`);
    if (!UUID.test(id)) throw broken('id', 'an id is a UUID in lower case');
    if (this.#ids.has(id)) throw broken('id', `the id ${id} is there already`);
    if (!isOneLine(type)) throw broken('type', 'a type is one line of text');
    if (!isInstant(recordedAt)) throw broken('recordedAt', 'a time is written 2026-11-24T01:02:03.456789Z');
    if (recordedAt < this.recordedAt) throw broken('recordedAt', `the event before it is of ${this.recordedAt}`);
    if (Buffer.byteLength(body) > MAX_BODY_BYTES) throw broken('body', `a body has at most ${MAX_BODY_BYTES} bytes`);
    if (hash !== chainHash(this.hash, event)) {
      throw broken('hash', 'the hash does not follow from what the event says and the hash before it');
    }
    this.#versions.set(stream, version);
    this.#ids.add(id);
    this.length = position;
    this.hash = hash;
    this.recordedAt = recordedAt;
  }
}

function isOneLine(text: string): boolean {
  return !text.includes('\n') && !text.includes('\0');
}

function isInstant(text: string): boolean {
  if (!INSTANT.test(text)) return false;
  const instant = new Date(`${text.slice(0, 23)}Z`);
  return !Number.isNaN(instant.getTime()) && instant.toISOString().slice(0, 23) === text.slice(0, 23);
}
