import path from 'node:path';
import { runner } from 'node-pg-migrate';
import pg from 'pg';
import { statement } from './database.ts';

/** Brings the schema `ledger` to its newest form. May run in several processes at once: they wait for each other. */
export async function migrate(adminUrl: string): Promise<void> {
  await runner({
    databaseUrl: adminUrl,
    dir: path.join(import.meta.dirname, '..', 'migrations'),
    direction: 'up',
    migrationsSchema: 'ledger',
    createMigrationsSchema: true,
    migrationsTable: 'migration',
    singleTransaction: true,
    advisoryLockMode: 'wait',
    log: () => {},
  });
}

/** Gives the roles `offtake_command` and `offtake_projection`, which must exist, what they need of the ledger. */
export async function grant(adminUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    // Several statements in one query are one transaction.
    await client.query(`${statement('grant-command.sql').text};${statement('grant-projection.sql').text}`);
  } finally {
    await client.end();
  }
}
