import { getPostgreSQLEventStore } from '@event-driven-io/emmett-postgresql';
import pg from 'pg';
import type { Bench } from './bench-system.ts';
import { performed } from './books/wording.ts';

/** Emmett's PostgreSQL store in a database of its own on the same server, with the same event. */
export interface Emmett {
  /** Resolves when the event is in the stream. */
  append(stream: number): Promise<unknown>;
  close(): Promise<void>;
}

export async function openEmmett(bench: Bench, name: string): Promise<Emmett> {
  const { owner } = await bench.database(name);
  const pool = new pg.Pool({ connectionString: owner });
  // Its own would end this process where the server ends a connection that is idle.
  pool.on('error', () => {});
  const store = getPostgreSQLEventStore(owner, { connectionOptions: { pool } });
  await store.schema.migrate();
  const { type, deal, ...data } = performed('deal-0', '1');
  return {
    append: (stream) => store.appendToStream(`${deal}-${stream}`, [{ type, data }]),
    close: () => store.close().then(() => pool.end()),
  };
}
