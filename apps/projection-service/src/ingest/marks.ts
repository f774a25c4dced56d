import type { Mark } from '@offtake/event-transport/transport';
import type pg from 'pg';

/**
 * How far a partition was read, and in which turn: a turn ends when a halted book is let go on, because what passed it by
 * meanwhile lies before the mark.
 */
export interface Turn {
  readonly turn: number;
  /** Null where it is not known how far: in a new turn nobody has set one yet. */
  readonly mark: Mark | null;
}

/** A mark that may be set, by somebody who has read in this turn all that came before it. */
export interface Reached {
  readonly partition: number;
  readonly turn: number;
  readonly mark: Mark;
}

export async function readTurn(client: Pick<pg.Pool, 'query'>, schema: string, partition: number): Promise<Turn> {
  const { rows } = await client.query<Row>(
    `select turn, log, "offset"::text, message_of, message_position from ${schema}.mark where partition = $1`,
    [partition],
  );
  const { turn = 0, log = null, offset = '', message_of: book = '', message_position: position = 0 } = rows[0] ?? {};
  return { turn, mark: log === null ? null : { log, offset: BigInt(offset), book, position } };
}

/**
 * A statement that sets the mark, from $1 to $6; it does nothing where the values are null, or the turn is over. It may go
 * back: the one set last is as true as the one before, and of the log that is read now.
 */
export function markText(schema: string): string {
  return `insert into ${schema}.mark as m (partition, turn, log, "offset", message_of, message_position)
    select * from (select $1::int as partition, $2::int, $3::text, $4::bigint, $5::text, $6::bigint) reached
    where partition is not null
    on conflict (partition) do update set log = excluded.log, "offset" = excluded."offset",
      message_of = excluded.message_of, message_position = excluded.message_position
    where m.turn = excluded.turn`;
}

export function markValues(reached: Reached | null): readonly unknown[] {
  if (!reached) return [null, null, null, null, null, null];
  const { partition, turn, mark } = reached;
  return [partition, turn, mark.log, String(mark.offset), mark.book, mark.position];
}

/** Where there is no log, the rest is null too. */
interface Row {
  readonly turn: number;
  readonly log: string | null;
  readonly offset: string;
  readonly message_of: string;
  readonly message_position: number;
}
