import type pg from 'pg';
import { markText, markValues, type Reached } from './marks.ts';
import type { Checkpoint } from './rules.ts';

/** A checkpoint whose row is locked by this transaction, and what of the book is needed to judge the next events. */
export interface LockedBook {
  readonly checkpoint: Checkpoint;
  /** The latest announcedOn so far; null before the first event. */
  readonly announcedMax: string | null;
  /** Hashes of events applied earlier, by position: of the last one, and of those that were asked for. */
  readonly applied: ReadonlyMap<number, string>;
}

/** An event's place. */
export interface BookAt {
  readonly book: string;
  readonly partition: number;
  readonly position: number;
}

const COLUMNS = `book, partition, position, encode(hash, 'hex') as hash, "offset"::text, offset_position, turn, state, reason, event`;

interface Row {
  readonly book: string;
  readonly partition: number;
  readonly position: number;
  readonly hash: string;
  readonly offset: string;
  readonly offset_position: number;
  readonly turn: number;
  readonly state: 'live' | 'halted';
  readonly reason: string | null;
  readonly event: string | null;
}

/** Locks the books of these events, in one order for everybody, and begins those that are new. */
export async function lockBooks(
  client: pg.ClientBase,
  schema: string,
  events: readonly BookAt[],
): Promise<ReadonlyMap<string, LockedBook>> {
  const partitions = new Map(events.map(({ book, partition }) => [book, partition]));
  const books = [...partitions.keys()];
  const lock = `select ${COLUMNS} from ${schema}.checkpoint where book = any ($1) order by book for update`;
  let { rows } = await client.query<Row>(lock, [books]);
  if (rows.length < books.length) {
    await client.query(
      `insert into ${schema}.checkpoint (book, partition)
       select * from unnest($1::text[], $2::int[]) as new (book, partition) order by book on conflict do nothing`,
      [books, [...partitions.values()]],
    );
    ({ rows } = await client.query<Row>(lock, [books]));
  }
  const reached = new Map(rows.map((row) => [row.book, row.position]));
  const asked = events.filter(({ book, position }) => position < (reached.get(book) ?? 0));
  const applied = await client.query<{ book: string; position: number; hash: string; announced_max: string }>(
    `select book, position, encode(hash, 'hex') as hash, announced_max
     from unnest($1::text[], $2::bigint[]) as asked (book, position) join ${schema}.event using (book, position)`,
    [
      [...books, ...asked.map(({ book }) => book)],
      [...reachedIn(books, reached), ...asked.map((e) => e.position)],
    ],
  );
  return new Map(
    rows.map((row) => {
      const found = applied.rows.filter(({ book }) => book === row.book);
      const last = found.find(({ position }) => position === row.position);
      const hashes = new Map(found.map(({ position, hash }) => [position, hash]));
      return [row.book, { checkpoint: checkpointOf(row), announcedMax: last?.announced_max ?? null, applied: hashes }];
    }),
  );
}

function reachedIn(books: readonly string[], reached: ReadonlyMap<string, number>): readonly number[] {
  return books.map((book) => reached.get(book) ?? 0);
}

export async function readCheckpoints(
  client: Pick<pg.Pool, 'query'>,
  schema: string,
  partition: number,
): Promise<readonly Checkpoint[]> {
  const text = `select ${COLUMNS} from ${schema}.checkpoint where partition = $1 order by book`;
  const { rows } = await client.query<Row>(text, [partition]);
  return rows.map(checkpointOf);
}

function checkpointOf(row: Row): Checkpoint {
  const { book, partition, position, hash, offset, turn, state, reason, event } = row;
  const halted = state === 'halted' ? { reason: reason ?? '', event } : null;
  const { offset_position: offsetPosition } = row;
  return { book, partition, position, hash, offset: BigInt(offset), offsetPosition, turn, halted };
}

/** Writes checkpoints that this transaction has locked, and the mark that it has reached with them. */
export async function writeCheckpoints(
  client: pg.ClientBase,
  schema: string,
  checkpoints: readonly Checkpoint[],
  reached: Reached | null = null,
): Promise<void> {
  await client.query(
    `with marked as (${markText(schema)})
     update ${schema}.checkpoint as c set position = n.position, hash = decode(n.hash, 'hex'), "offset" = n."offset",
       offset_position = n.offset_position, reason = n.reason, event = n.event,
       state = case when n.reason is null then 'live' else 'halted' end,
       halted_at = case when n.reason is not null then coalesce(c.halted_at, now()) end
     from unnest($7::text[], $8::bigint[], $9::text[], $10::bigint[], $11::bigint[], $12::text[], $13::uuid[])
       as n (book, position, hash, "offset", offset_position, reason, event)
     where c.book = n.book`,
    [
      ...markValues(reached),
      checkpoints.map(({ book }) => book),
      checkpoints.map(({ position }) => position),
      checkpoints.map(({ hash }) => hash),
      checkpoints.map(({ offset }) => String(offset)),
      checkpoints.map(({ offsetPosition }) => offsetPosition),
      checkpoints.map(({ halted }) => halted?.reason ?? null),
      checkpoints.map(({ halted }) => halted?.event ?? null),
    ],
  );
}
