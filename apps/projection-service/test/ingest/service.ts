import { Logger } from '@nestjs/common';
import { migrate } from '@offtake/event-store/migrate';
import { connect, type EventStore } from '@offtake/event-store/store';
import type { Config } from '../../src/config.ts';
import { Following } from '../../src/ingest/following.ts';
import { Rebuild } from '../../src/ingest/rebuild.ts';
import { ActiveGeneration } from '../../src/schema/active-generation.ts';
import { Announcements } from '../../src/schema/announcements.ts';
import { prepareSchemas } from '../../src/schema/prepare.ts';
import { ReadDatabase } from '../../src/schema/read-database.ts';
import { chain, type Said } from './events.ts';

/** The parts of the service that follow the log, as its module puts them together, without HTTP. */
export interface Service {
  readonly active: ActiveGeneration;
  readonly following: Following;
  readonly rebuild: Rebuild;
  close(): Promise<void>;
}

export async function startService(databaseUrl: string, log: Config['log'] = { kind: 'postgres' }): Promise<Service> {
  const config: Config = { databaseUrl, open: true, commandUrl: null, internalToken: '', log };
  Logger.overrideLogger(false);
  await prepareSchemas(databaseUrl);
  const database = new ReadDatabase(databaseUrl);
  const announcements = new Announcements(databaseUrl, database);
  const active = new ActiveGeneration(database, announcements);
  await active.look();
  const following = new Following(config, active, announcements, database);
  const rebuild = new Rebuild(databaseUrl, active, announcements, following);
  announcements.onApplicationBootstrap();
  await active.onApplicationBootstrap();
  following.onApplicationBootstrap();
  return {
    active,
    following,
    rebuild,
    async close() {
      await rebuild.onApplicationShutdown();
      await following.onApplicationShutdown();
      active.onApplicationShutdown();
      await announcements.onApplicationShutdown();
      await database.onApplicationShutdown();
    },
  };
}

/** A ledger in the same database, to be read by the tail of it. */
export async function openLedger(url: string, ...books: readonly string[]): Promise<EventStore> {
  await migrate(url);
  const store = connect(url);
  for (const book of books) await store.createBook({ book, name: book, partition: 0 });
  return store;
}

/** Records what is said after the events that are there, and tells the readers. */
export async function append(store: EventStore, book: string, said: readonly Said[], after = 0): Promise<void> {
  const recorded = chain(book, [...Array<Said>(after).fill(said[0] as Said), ...said]).slice(after);
  const entries = recorded.map(({ id, type, body, stream, version }) => {
    const decided = { stream, expectedVersion: version - 1, reads: [], idempotency: null };
    return { kind: 'record' as const, event: { id, type, body }, writes: [], ...decided };
  });
  await store.append(book, after, entries);
  await store.announce(book);
}
