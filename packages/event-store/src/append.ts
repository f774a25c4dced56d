import pg from 'pg';
import { type Database, statement } from './database.ts';
import { type Appended, type Entry, type Kept, MAX_ENTRIES, type Outcome } from './entry.ts';
import { MAX_BODY_BYTES } from './event.ts';

export class UnknownBook extends Error {
  override readonly name = 'UnknownBook';
}

/** The book is shorter than the caller has already seen it: the database was restored to an earlier state. */
export class BookRewound extends Error {
  override readonly name = 'BookRewound';
}

const APPEND = statement('append.sql', 'append');
const KEPT = statement('kept.sql');
const FORGET_KEYS = statement('forget-keys.sql');

type Settled = {
  readonly outcome: Outcome['outcome'];
  readonly position: number;
  readonly version: number;
  readonly recorded_at: string;
  readonly kept_recorded: boolean | null;
  readonly kept_stream: string;
  readonly kept_id: string;
  readonly head: number;
};

export async function append(
  database: Database,
  book: string,
  at: number,
  entries: readonly Entry[],
): Promise<Appended> {
  refuseOversize(entries);
  const events = entries.map((entry) => (entry.kind === 'record' ? entry.event : null));
  const keys = entries.map(({ idempotency }) => idempotency);
  const reads = entries.flatMap((entry, i) => entry.reads.map((key) => ({ key, entry: i + 1 })));
  const writes = entries.flatMap((entry, i) =>
    entry.kind === 'record' ? entry.writes.map((key) => ({ key, entry: i + 1 })) : [],
  );
  const rows = await query(database, [
    book,
    at,
    entries.map(({ kind }) => kind),
    entries.map(({ stream }) => stream),
    entries.map(({ expectedVersion }) => expectedVersion),
    events.map((event) => event?.id ?? null),
    events.map((event) => event?.type ?? null),
    events.map((event) => event?.body ?? null),
    keys.map((key) => key?.principal ?? null),
    keys.map((key) => key?.key ?? null),
    keys.map((key) => (key === null ? null : Buffer.from(key.request))),
    keys.map((key) => key?.kept ?? null),
    reads.map(({ key }) => key),
    reads.map(({ entry }) => entry),
    writes.map(({ key }) => key),
    writes.map(({ entry }) => entry),
  ]);
  return { outcomes: rows.map(outcomeOf), head: rows[0]?.head ?? at };
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

async function query(database: Database, values: readonly unknown[]): Promise<readonly Settled[]> {
  try {
    return await database.query<Settled>(APPEND, values);
  } catch (error) {
    if (error instanceof pg.DatabaseError && error.code === 'P0002') throw new UnknownBook(error.message);
    if (error instanceof pg.DatabaseError && error.code === 'P0003') throw new BookRewound(error.message);
    throw error;
  }
}

function outcomeOf(row: Settled): Outcome {
  switch (row.outcome) {
    case 'recorded':
      return { outcome: 'recorded', position: row.position, version: row.version, recordedAt: row.recorded_at };
    case 'confirmed':
      return { outcome: 'confirmed', position: row.position };
    case 'replayed':
      return {
        outcome: 'replayed',
        first: keptOf({ ...row, recorded: row.kept_recorded, stream: row.kept_stream, id: row.kept_id }),
      };
    case 'version moved':
      return { outcome: 'version moved', version: row.version };
    case 'key reused':
    case 'facts moved':
    case 'again':
      return { outcome: row.outcome };
  }
}

type KeptRow = Pick<Settled, 'position' | 'version' | 'recorded_at'> & {
  readonly recorded: boolean | null;
  readonly stream: string;
  readonly id: string;
};

function keptOf({ recorded, position, stream, version, id, recorded_at }: KeptRow): Kept {
  return recorded
    ? { recorded, position, stream, version, id, recordedAt: recorded_at }
    : { recorded: false, position };
}

export async function kept(
  database: Database,
  book: string,
  principal: string,
  keys: readonly string[],
): Promise<ReadonlyMap<string, Kept>> {
  const rows = await database.query<KeptRow & { readonly key: string }>(KEPT, [book, principal, keys]);
  return new Map(rows.map((row) => [row.key, keptOf(row)]));
}

export async function forgetKeys(database: Database, limit: number): Promise<number> {
  return (await database.query(FORGET_KEYS, [limit])).length;
}
