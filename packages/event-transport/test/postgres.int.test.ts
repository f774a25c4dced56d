import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openPostgresPublisher } from '../src/postgres-publisher.ts';
import { openPostgresSubscriber } from '../src/postgres-subscriber.ts';
import { type Subscriber, Unreachable } from '../src/transport.ts';
import { CollectingReader, upTo } from './collecting-reader.ts';
import { append, type Ledger, type LedgerServer, query, startLedgerServer } from './postgres-ledger.ts';
import { type TestedLog, transportContract } from './transport-contract.ts';

const TIMEOUT_MS = 120_000;
let server: LedgerServer;

beforeAll(async () => {
  server = await startLedgerServer();
}, TIMEOUT_MS);
afterAll(() => server.postgres.stop(), TIMEOUT_MS);

async function openLog(): Promise<TestedLog> {
  const { url, store } = await server.openLedger();
  return {
    async record(book, events) {
      await append(store, book, events);
      store.announce(book);
    },
    subscriber: () => openPostgresSubscriber({ url }),
    close: () => store.close(),
  };
}

describe('the contract, over a tail of PostgreSQL', () => transportContract(openLog));

describe('a tail of the ledger', () => {
  let ledger: Ledger;
  let subscriber: Subscriber;
  const reader = { current: new CollectingReader() };

  beforeEach(async () => {
    ledger = await server.openLedger();
    reader.current = new CollectingReader();
    subscriber = openPostgresSubscriber({ url: ledger.url });
  });
  afterEach(async () => {
    await subscriber.close();
    await ledger.store.close();
  });

  it('finds what nobody announced, also in a book that is new', async () => {
    await subscriber.subscribe(reader.current);
    await append(ledger.store, 'north', 3);
    await reader.current.arrived('north', 3);
    await ledger.store.createBook({ book: 'late', name: 'Late', partition: 5 });
    await append(ledger.store, 'late', 3);
    await reader.current.arrived('late', 3);
  });

  it('hands over large events some at a time', async () => {
    await append(ledger.store, 'north', 50, 200 * 1024);
    await subscriber.subscribe(reader.current);
    await reader.current.arrived('north', 50);
    expect(reader.current.positionsOf('north')).toEqual(upTo(50));
    expect(reader.current.batches.map(({ messages }) => messages.length)).toEqual([20, 20, 10]);
  });

  it('goes on from where its reader is when its connection is cut', async () => {
    const { health } = await subscriber.subscribe(reader.current);
    await append(ledger.store, 'north', 5);
    await reader.current.arrived('north', 5);
    reader.current.begin = async () => [reader.current.reached('north', 5)];
    const since = health().since;
    await query(
      server.postgres.url,
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = '${ledger.database}' and application_name = 'offtake-tail'`,
    );
    await append(ledger.store, 'north', 5);
    await reader.current.arrived('north', 10);
    expect(health().connected).toBe(true);
    expect(health().since.getTime()).toBeGreaterThan(since.getTime());
    // The last one once more: by its hash the reader sees whether the ledger is still the same.
    expect(reader.current.positionsOf('north')).toEqual([1, 2, 3, 4, 5, 5, 6, 7, 8, 9, 10]);
  });

  it('says that it cannot reach a server that is away', async () => {
    const away = openPostgresSubscriber({ url: 'postgres://nobody@127.0.0.1:1/none' });
    const { health, assigned } = await away.subscribe(reader.current);
    await expect(away.lag()).rejects.toThrow(Unreachable);
    expect(health().connected).toBe(false);
    expect(assigned()).toEqual([]);
    await away.close();
  });

  it('needs nothing published', async () => {
    const publisher = openPostgresPublisher();
    expect(await publisher.target()).toEqual({ cluster: 'postgres', topic: 'ledger.published', partitions: 8 });
    await publisher.publish(0, []);
    await publisher.close();
  });
});
