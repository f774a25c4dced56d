import { EVERY_BOOK } from '@offtake/book-scope/book-pools';
import { type Database, statement } from './database.ts';

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

/** A cursor with what there is to publish. */
export interface RelayedBook extends RelayCursor {
  readonly partition: number;
  /** The book's newest position. */
  readonly head: number;
}

const BEGIN_EPOCH = statement('begin-relay-epoch.sql');
const CURSORS = statement('relay-cursors.sql', 'relay-cursors');
const MOVE_CURSORS = statement('move-relay-cursors.sql', 'move-relay-cursors');

export async function beginRelayEpoch(database: Database): Promise<number> {
  const [row] = await database.query<{ readonly epoch: number }>(EVERY_BOOK, BEGIN_EPOCH, []);
  if (row === undefined) throw new Error('ledger.relay has no row');
  return row.epoch;
}

export async function relayCursors(
  database: Database,
  { cluster, topic }: RelayTarget,
): Promise<readonly RelayedBook[]> {
  const rows = await database.query<Omit<RelayedBook, 'setAside'> & { readonly set_aside: string | null }>(
    EVERY_BOOK,
    CURSORS,
    [cluster, topic],
  );
  return rows.map(({ set_aside, ...cursor }) => ({ ...cursor, setAside: set_aside }));
}

export async function moveRelayCursors(
  database: Database,
  epoch: number,
  { cluster, topic }: RelayTarget,
  cursors: readonly RelayCursor[],
): Promise<boolean> {
  const [row] = await database.query<{ readonly held: boolean }>(EVERY_BOOK, MOVE_CURSORS, [
    epoch,
    cluster,
    topic,
    cursors.map(({ book }) => book),
    cursors.map(({ position }) => position),
    cursors.map(({ setAside }) => setAside),
  ]);
  return row?.held === true;
}
