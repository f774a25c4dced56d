import { BookPools } from '@offtake/book-scope/book-pools';
import { startTemporaryPostgres } from '@offtake/local/postgres';
import pg from 'pg';
import type { Doer } from '../src/audit.ts';
import { grant, migrate } from '../src/migrate.ts';

/** A database with the schema `access` in it, and the two services' roles. */
export interface AccessDatabase {
  readonly pool: pg.Pool;
  /** As one of the services sees it. */
  as(role: 'offtake_command' | 'offtake_projection'): pg.Pool;
  /** What a service has: also for what serves some books. */
  pools(role: 'offtake_command' | 'offtake_projection'): BookPools;
  stop(): Promise<void>;
}

export async function startAccessDatabase(): Promise<AccessDatabase> {
  const postgres = await startTemporaryPostgres({ durable: false });
  const pools: { end(): Promise<void> }[] = [];
  const connect = (connectionString: string) => {
    const pool = new pg.Pool({ connectionString });
    // The server may end before a connection has heard that it is to.
    pool.on('error', () => {});
    pools.push(pool);
    return pool;
  };
  const urlOf = (role: string) => `postgres://${role}:x@127.0.0.1:${postgres.port}/postgres`;
  const pool = connect(postgres.url);
  await pool.query("create role offtake_command login password 'x'; create role offtake_projection login password 'x'");
  await migrate(postgres.url);
  await grant(postgres.url);
  return {
    pool,
    as: (role) => connect(urlOf(role)),
    pools: (role) => {
      const config = { connectionString: urlOf(role), max: 2 };
      const both = new BookPools(`${role}_book`, config, config);
      pools.push(both);
      return both;
    },
    stop: async () => {
      await Promise.all(pools.map((each) => each.end()));
      await postgres.stop();
    },
  };
}

export const by = (principal: string): Doer => ({
  principal,
  via: 'key k1',
  requestId: 'r1',
  address: '127.0.0.1',
});
