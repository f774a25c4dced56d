import { migrate } from '@offtake/event-store/migrate';
import { connect, type EventStore } from '@offtake/event-store/store';
import { type Postgres, startTemporaryPostgres } from '@offtake/local/postgres';
import pg from 'pg';
import { recorded } from './recorded.ts';
import { BOOKS } from './transport-contract.ts';

const MAX_ENTRIES = 1000;

/** A server that hands out ledgers, each a database of its own. */
export interface LedgerServer {
  readonly postgres: Postgres;
  openLedger(): Promise<Ledger>;
}

export interface Ledger {
  readonly url: string;
  readonly database: string;
  readonly store: EventStore;
}

export async function startLedgerServer(): Promise<LedgerServer> {
  const postgres = await startTemporaryPostgres({ durable: false });
  await query(postgres.url, 'create database template');
  await migrate(urlOf(postgres, 'template'));
  let databases = 0;
  return {
    postgres,
    async openLedger() {
      databases += 1;
      const database = `ledger_${databases}`;
      await query(postgres.url, `create database ${database} template template`);
      const url = urlOf(postgres, database);
      const store = connect(url);
      for (const [book, partition] of Object.entries(BOOKS)) await store.createBook({ book, name: book, partition });
      return { url, database, store };
    },
  };
}

/** Appends the next events of a book, each with this many bytes of padding. Nobody is told. */
export async function append(store: EventStore, book: string, events: number, bytes = 0): Promise<void> {
  for (let left = events; left > 0; left -= MAX_ENTRIES) {
    const head = (await store.book(book))?.position ?? 0;
    const entries = Array.from({ length: Math.min(left, MAX_ENTRIES) }, (_, i) => {
      const { id, type, body, stream } = recorded(book, head + i + 1, bytes);
      const event = { id, type, body };
      return { kind: 'record' as const, event, writes: [], stream, expectedVersion: 0, reads: [], idempotency: null };
    });
    await store.append(book, head, entries);
  }
}

export async function query(url: string, text: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(text).finally(() => client.end());
}

function urlOf(postgres: Postgres, database: string): string {
  const url = new URL(postgres.url);
  url.pathname = `/${database}`;
  return url.href;
}
