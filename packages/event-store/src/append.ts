import { EVERY_BOOK } from '@offtake/book-scope/book-pools';
import pg from 'pg';
import { byteaArray, intArray, textArray, uuidArray } from './binary-array.ts';
import { type Database, statement } from './database.ts';
import { type Appended, type Entry, type Kept, type KeptKey, MAX_ENTRIES, type Outcome } from './entry.ts';
import { MAX_BODY_BYTES } from './event.ts';
import { BookRewound, UnknownBook } from './failure.ts';

const APPEND = statement('append.sql', 'append');
const APPEND_ONE = statement('append-one.sql', 'append-one');
const KEPT = statement('kept.sql');
const FORGET_KEYS = statement('forget-keys.sql');

/** How the database settled a batch. Entries count from 1. */
type Settled = {
  /** The book's newest position. */
  readonly before: number;
  readonly after: number;
  readonly hash: string;
  readonly recorded_at: string;
  /** Entries up to here are final. */
  readonly settled: number;
  /** What became of entries that are not as they were decided. */
  readonly otherwise: Readonly<Record<string, KeptAnswer | Outcome>> | null;
};

type Recording = Extract<Entry, { readonly kind: 'record' }>;

type KeptAnswer = { readonly outcome: 'replayed' } & Kept;

export async function append(
  database: Database,
  book: string,
  at: number,
  entries: readonly Entry[],
  hash: string | null = null,
): Promise<Appended> {
  refuseOversize(entries);
  const [only, ...more] = entries;
  if (only?.kind === 'record' && more.length === 0) {
    const appended = await appendOne(database, book, at, only, hash);
    if (appended !== null) return appended;
  }
  const batch = entries.slice(0, firstRepeatedKey(entries));
  const settled = await settle(database, book, [...parameters(book, at, batch), hash]);
  let position = settled.before;
  const outcomes = entries.map((entry, i): Outcome => {
    const otherwise = settled.otherwise?.[i + 1];
    if (otherwise !== undefined) return isKept(otherwise) ? replayed(otherwise) : otherwise;
    if (i >= settled.settled) return { outcome: 'again' };
    if (entry.kind !== 'record') return { outcome: 'confirmed', position };
    position += 1;
    return { outcome: 'recorded', position, version: entry.expectedVersion + 1, recordedAt: settled.recorded_at };
  });
  return { outcomes, head: settled.after, hash: settled.hash };
}

type RecordedOne = { readonly recorded_at: string; readonly hash: string };

/** Null, and nothing done, where anything is not as it was decided. */
async function appendOne(
  database: Database,
  book: string,
  at: number,
  entry: Recording,
  expectedHash: string | null,
): Promise<Appended | null> {
  const { stream, expectedVersion, event, idempotency, writes } = entry;
  const values = [
    book,
    at,
    stream,
    expectedVersion,
    event.id,
    event.type,
    event.body,
    idempotency?.principal ?? null,
    idempotency?.key ?? null,
    idempotency === null ? null : Buffer.from(idempotency.request),
    idempotency?.kept ?? null,
    writes,
    expectedHash,
  ];
  const [row] = await database.query<RecordedOne>(book, APPEND_ONE, values).catch((error: unknown) => {
    // The key was kept, and no event with it, while this waited for the book.
    if (error instanceof pg.DatabaseError && error.code === '23505') return [];
    throw error;
  });
  if (row === undefined) return null;
  const place = { position: at + 1, version: expectedVersion + 1, recordedAt: row.recorded_at };
  return { outcomes: [{ outcome: 'recorded', ...place }], head: at + 1, hash: row.hash };
}

/** The second of two commands with one key has to wait for the first's answer to be kept. */
function firstRepeatedKey(entries: readonly Entry[]): number {
  const seen = new Set<string>();
  const repeated = entries.findIndex(({ idempotency }) => {
    if (idempotency === null) return false;
    const key = `${idempotency.principal}\n${idempotency.key}`;
    return seen.size === seen.add(key).size;
  });
  return repeated === -1 ? entries.length : repeated;
}

function parameters(book: string, at: number, entries: readonly Entry[]): readonly unknown[] {
  const firsts = new Map<string, number>();
  const events = entries.map((entry) => (entry.kind === 'record' ? entry.event : null));
  const keys = entries.map(({ idempotency }) => idempotency);
  const reads = entries.flatMap((entry, i) => entry.reads.map((key) => ({ key, entry: i + 1 })));
  const writes = entries.flatMap((entry, i) =>
    entry.kind === 'record' ? entry.writes.map((key) => ({ key, entry: i + 1 })) : [],
  );
  return [
    book,
    at,
    textArray(entries.map(({ kind }) => kind)),
    textArray(entries.map(({ stream }) => stream)),
    intArray(entries.map(({ stream }, i) => firsts.get(stream) ?? (firsts.set(stream, i + 1), i + 1))),
    intArray(entries.map(({ expectedVersion }) => expectedVersion)),
    uuidArray(events.map((event) => event?.id ?? null)),
    textArray(events.map((event) => event?.type ?? null)),
    textArray(events.map((event) => event?.body ?? null)),
    textArray(keys.map((key) => key?.principal ?? null)),
    textArray(keys.map((key) => key?.key ?? null)),
    byteaArray(keys.map((key) => key?.request ?? null)),
    textArray(keys.map((key) => key?.kept ?? null)),
    textArray(reads.map(({ key }) => key)),
    intArray(reads.map(({ entry }) => entry)),
    textArray(writes.map(({ key }) => key)),
    intArray(writes.map(({ entry }) => entry)),
  ];
}

function refuseOversize(entries: readonly Entry[]): void {
  if (entries.length === 0 || entries.length > MAX_ENTRIES) {
    throw new RangeError(`a batch has 1 to ${MAX_ENTRIES} entries, not ${entries.length}`);
  }
  for (const entry of entries) {
    if (entry.kind === 'record' && Buffer.byteLength(entry.event.body) > MAX_BODY_BYTES) {
      throw new RangeError(`the body of an event has at most ${MAX_BODY_BYTES} bytes`);
    }
  }
}

async function settle(database: Database, book: string, values: readonly unknown[]): Promise<Settled> {
  try {
    const [settled] = await database.query<Settled>(book, APPEND, values);
    if (settled === undefined) throw new Error('ledger.append answered nothing');
    return settled;
  } catch (error) {
    if (error instanceof pg.DatabaseError && error.code === 'P0002') throw new UnknownBook(error.message);
    if (error instanceof pg.DatabaseError && error.code === 'P0003') throw new BookRewound(error.message);
    throw error;
  }
}

function isKept(answer: KeptAnswer | Outcome): answer is KeptAnswer {
  return answer.outcome === 'replayed';
}

function replayed({ outcome, ...first }: KeptAnswer): Outcome {
  return { outcome, first: first.recorded ? first : { recorded: false, position: first.position } };
}

type KeptRow = { readonly key: string; readonly position: number; readonly recorded: boolean } & {
  readonly request: Uint8Array;
  readonly stream: string;
  readonly version: number;
  readonly id: string;
  readonly recorded_at: string;
};

export async function kept(
  database: Database,
  book: string,
  principal: string,
  keys: readonly string[],
): Promise<ReadonlyMap<string, KeptKey>> {
  if (keys.length > MAX_ENTRIES) throw new RangeError(`at most ${MAX_ENTRIES} keys at once, not ${keys.length}`);
  const rows = await database.query<KeptRow>(book, KEPT, [book, principal, keys]);
  return new Map(
    rows.map(({ key, request, recorded, position, stream, version, id, recorded_at }) => [
      key,
      recorded
        ? { request, recorded, position, stream, version, id, recordedAt: recorded_at }
        : { request, recorded, position },
    ]),
  );
}

export async function forgetKeys(database: Database, limit: number): Promise<number> {
  return (await database.query(EVERY_BOOK, FORGET_KEYS, [limit])).length;
}
