import { inlineProjections } from '@event-driven-io/emmett';
import { getPostgreSQLEventStore, postgreSQLProjection } from '@event-driven-io/emmett-postgresql';
import pg from 'pg';
import type { Bench } from './bench-system.ts';
import { performed } from './books/wording.ts';

/** Emmett's PostgreSQL store in a database of its own on the same server, with the same event. */
export interface Emmett {
  /** Resolves when the event is in the stream, and in the projection where there is one. */
  append(stream: number): Promise<unknown>;
  close(): Promise<void>;
}

const { type, deal, ...data } = performed('deal-0', '1');

/** @param projected true: the least that a projection can be is kept in the append's own transaction */
export async function openEmmett(bench: Bench, name: string, projected = false): Promise<Emmett> {
  const { owner } = await bench.database(name);
  const pool = new pg.Pool({ connectionString: owner });
  // Its own would end this process where the server ends a connection that is idle.
  pool.on('error', () => {});
  if (projected) await pool.query('create table paid (stream text primary key, usd numeric not null)');
  const projections = inlineProjections(projected ? [paid] : []);
  const store = getPostgreSQLEventStore(owner, { connectionOptions: { pool }, projections });
  await store.schema.migrate();
  return {
    append: (stream) => store.appendToStream(`${deal}-${stream}`, [{ type, data }]),
    close: () => store.close().then(() => pool.end()),
  };
}

interface Paid {
  readonly type: typeof type;
  readonly data: typeof data;
}

/** One running sum for each stream, written by a statement that is parsed once. */
const paid = postgreSQLProjection<Paid>({
  name: 'paid',
  canHandle: [type],
  handle: async (events, { connection: { client } }) => {
    for (const { data, metadata } of events) {
      const values = [metadata.streamName, data.data.quantity.value];
      await client.query({ name: 'paid', text: ADD, values });
    }
  },
});
const ADD = `insert into paid (stream, usd) values ($1, $2)
  on conflict (stream) do update set usd = paid.usd + excluded.usd`;
