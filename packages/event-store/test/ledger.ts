import { randomUUID } from 'node:crypto';
import { type Postgres, startTemporaryPostgres } from '@offtake/local/postgres';
import pg from 'pg';
import type { Entry, Outcome } from '../src/entry.ts';
import { grant, migrate } from '../src/migrate.ts';

/** A migrated database with its roles, and the connections that they have. */
export interface Ledger {
  readonly postgres: Postgres;
  readonly adminUrl: string;
  readonly commandUrl: string;
  readonly projectionUrl: string;
  close(): Promise<void>;
}

export async function startLedger(options: { readonly durable?: boolean } = {}): Promise<Ledger> {
  const postgres = await startTemporaryPostgres({ durable: options.durable ?? false });
  const adminUrl = postgres.url;
  await migrate(adminUrl);
  for (const role of ['offtake_command', 'offtake_projection']) {
    await sql(adminUrl, `create role ${role} login password 'secret'`);
  }
  await grant(adminUrl);
  const urlOf = (role: string) => `postgres://${role}:secret@127.0.0.1:${postgres.port}/postgres`;
  return {
    postgres,
    adminUrl,
    commandUrl: urlOf('offtake_command'),
    projectionUrl: urlOf('offtake_projection'),
    close: () => postgres.stop(),
  };
}

/** Rows of a query on a connection of its own. */
export async function sql(url: string, text: string): Promise<readonly Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

type Recording = Extract<Entry, { readonly kind: 'record' }>;

/** An entry that records the event which follows `expectedVersion` of the stream. */
export function record(stream: string, expectedVersion: number, rest: Partial<Recording> = {}): Recording {
  return {
    kind: 'record',
    stream,
    expectedVersion,
    reads: [],
    writes: [],
    idempotency: null,
    event: { id: randomUUID(), type: 'Happened', body: '{"n":1}' },
    ...rest,
  };
}

export function unchanged(stream: string, expectedVersion: number, rest: Partial<Omit<Entry, 'kind'>> = {}): Entry {
  return { kind: 'unchanged', stream, expectedVersion, reads: [], idempotency: null, ...rest };
}

export function refused(stream: string, expectedVersion: number, rest: Partial<Omit<Entry, 'kind'>> = {}): Entry {
  return { ...unchanged(stream, expectedVersion, rest), kind: 'refused' };
}

export function keyed(key: string, request = 'same', principal = 'somebody'): Pick<Entry, 'idempotency'> {
  return { idempotency: { principal, key, request: Buffer.from(request), kept: 'day' } };
}

export const names = (outcomes: readonly Outcome[]) => outcomes.map(({ outcome }) => outcome);

export async function all<T>(pages: AsyncIterable<T>): Promise<readonly T[]> {
  const collected: T[] = [];
  for await (const page of pages) collected.push(page);
  return collected;
}
