import { readFileSync } from 'node:fs';
import path from 'node:path';
import { runner } from 'node-pg-migrate';
import pg from 'pg';

const PACKAGE = path.join(import.meta.dirname, '..');

/** Brings the schema `access` to its newest form. May run in several processes at once: they wait for each other. */
export async function migrate(adminUrl: string): Promise<void> {
  await runner({
    databaseUrl: adminUrl,
    dir: path.join(PACKAGE, 'migrations'),
    direction: 'up',
    migrationsSchema: 'access',
    createMigrationsSchema: true,
    migrationsTable: 'migration',
    singleTransaction: true,
    advisoryLockMode: 'wait',
    log: () => {},
  });
}

/** Gives the roles `offtake_command` and `offtake_projection`, which must exist, what they need of it. */
export async function grant(adminUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query(readFileSync(path.join(PACKAGE, 'sql', 'grant.sql'), 'utf8'));
  } finally {
    await client.end();
  }
}
