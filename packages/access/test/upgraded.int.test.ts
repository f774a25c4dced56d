import path from 'node:path';
import { BookPools } from '@offtake/book-scope/book-pools';
import { type Postgres, startTemporaryPostgres } from '@offtake/local/postgres';
import { runner } from 'node-pg-migrate';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Access } from '../src/access.ts';
import { readAudit } from '../src/audit.ts';
import { Keys } from '../src/keys.ts';
import { grant, migrate } from '../src/migrate.ts';
import { hashSecret } from '../src/secrets.ts';

const SECRET = 'abcdefghijklmnopqrstuvwx';
let postgres: Postgres;
let pool: pg.Pool;

/** A database as the first version left it: its only migration, and all rights on all tables. */
beforeAll(async () => {
  postgres = await startTemporaryPostgres({ durable: false });
  pool = new pg.Pool({ connectionString: postgres.url });
  // The server may end before a connection has heard that it is to.
  pool.on('error', () => {});
  await runner({
    databaseUrl: postgres.url,
    dir: path.join(import.meta.dirname, '../migrations'),
    direction: 'up',
    count: 1,
    migrationsSchema: 'access',
    createMigrationsSchema: true,
    migrationsTable: 'migration',
    log: () => {},
  });
  await pool.query('create role offtake_command; create role offtake_projection');
  await pool.query('grant all on all tables in schema access to offtake_command');
  const { hash, salt } = await hashSecret(SECRET);
  await pool.query("insert into access.key (id, principal, hash, salt) values ('ana', 'ana', $1, $2)", [hash, salt]);
  await pool.query("insert into access.member values ('mine', 'ana', 'recorder')");
});
afterAll(async () => {
  await pool.end();
  await postgres.stop();
});

describe('a database of the first version', () => {
  it('keeps its keys and members, and has the trail from then on', async () => {
    const { rows } = await pool.query("select to_regclass('access.audit') as audit");
    expect(rows).toEqual([{ audit: null }]);
    await migrate(postgres.url);
    await grant(postgres.url);
    const config = { connectionString: postgres.url };
    const pools = new BookPools('offtake_command_book', config, config);
    const ana = await new Access(pool).whoIs({ bearer: `ofk_ana_${SECRET}` });
    expect(ana && [ana.principal, ana.platformOperator, [...ana.roles]]).toEqual([
      'ana',
      false,
      [['mine', 'recorder']],
    ]);
    expect(await new Keys(pools).list(null)).toMatchObject([{ id: 'ana', book: null, createdBy: null }]);
    const all = { books: null, before: null, act: null, principal: null, limit: 1 };
    expect(await readAudit(pools, all)).toEqual([]);
    await pools.end();
  });

  it('gives the services no more than they need, whatever they had', async () => {
    const client = await pool.connect();
    await client.query('set role offtake_command');
    await expect(client.query('delete from access.audit')).rejects.toThrow('permission denied');
    await expect(client.query('select * from access.migration')).rejects.toThrow('permission denied');
    client.release(true);
  });
});
