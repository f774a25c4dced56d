import { grant, migrate } from '@offtake/event-store/migrate';
import { type Postgres, startTemporaryPostgres } from '@offtake/local/postgres';
import { prepareRoles } from '../src/database-roles.ts';

/** A database with the ledger in it. */
export interface TestDatabase {
  readonly postgres: Postgres;
  readonly adminUrl: string;
  readonly commandUrl: string;
  close(): Promise<void>;
}

export async function startDatabase(): Promise<TestDatabase> {
  const postgres = await startTemporaryPostgres({ durable: false });
  const adminUrl = postgres.url;
  await prepareRoles(adminUrl, { offtake_command: 'secret', offtake_projection: 'secret' });
  await migrate(adminUrl);
  await grant(adminUrl);
  const commandUrl = `postgres://offtake_command:secret@127.0.0.1:${postgres.port}/postgres`;
  return { postgres, adminUrl, commandUrl, close: () => postgres.stop() };
}
