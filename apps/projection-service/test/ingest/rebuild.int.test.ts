import type { EventStore } from '@offtake/event-store/store';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Heads } from '../../src/ingest/heads.ts';
import { readRebuild } from '../../src/ingest/rebuild-progress.ts';
import { RebuildWatch } from '../../src/ingest/rebuild-watch.ts';
import { BookFeed } from '../../src/live/book-feed.ts';
import { prepareSchemas } from '../../src/schema/prepare.ts';
import { ReadDatabase } from '../../src/schema/read-database.ts';
import { announced, chain, messages, performed, registered } from './events.ts';
import { openLog } from './log.ts';
import { contentOf, type Database, type Server, startServer } from './read-models.ts';
import { append, openLedger, type Service, startService } from './service.ts';

let server: Server;
let database: Database;
let ledger: EventStore;
let service: Service;
let reads: ReadDatabase;

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.postgres.stop());
beforeEach(async () => {
  database = await server.openDatabase();
  ledger = await openLedger(database.url, 'b', 'c');
  service = await startService(database.url);
  reads = new ReadDatabase(database.url);
});
afterEach(async () => {
  await reads.onApplicationShutdown();
  await service.close();
  await ledger.close();
  await database.close();
});

const deals = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, i) => [
    announced(`d${from + i}`, '100'),
    performed(`d${from + i}`, 2, '10'),
    performed(`d${from + i}`, 3, '20'),
  ]).flat();

async function reached(schema: string, book: string, position: number): Promise<void> {
  const text = `select position::int from ${schema}.checkpoint where book = $1`;
  const rows = () => database.rows<{ position: number }>(text, [book]);
  await vi.waitFor(async () => expect((await rows())[0]?.position).toBe(position), WITHIN);
}
async function generations(): Promise<string[]> {
  const text = `select nspname::text as name from pg_namespace where nspname like 'exposure\\__' order by 1`;
  return (await database.rows<{ name: string }>(text)).map(({ name }) => name);
}
const newestRebuild = () =>
  database.rows('select generation, state, error from exposure.rebuild order by generation desc limit 1');
const progress = () => readRebuild(reads, 0);
const NO_HEADS = { of: () => undefined, lag: () => null, unknownSince: null } as unknown as Heads;
const WITHIN = { timeout: 15_000, interval: 50 };

describe('a rebuild', () => {
  it('fills the same read models, byte for byte, and they take the place of the live ones', async () => {
    const said = deals(0, 300);
    await append(ledger, 'b', said);
    await append(ledger, 'c', [registered('x'), announced('d', '5')]);
    await reached('exposure_1', 'b', said.length);
    await reached('exposure_1', 'c', 2);
    const live = await contentOf(database, 'exposure_1');
    expect(await service.rebuild.start()).toBe(2);
    await vi.waitFor(() => expect(service.active.schema).toBe('exposure_2'), WITHIN);
    expect(await contentOf(database, 'exposure_2')).toBe(live);
    await append(ledger, 'b', deals(300, 301), said.length);
    await reached('exposure_2', 'b', said.length + 3);
    await vi.waitFor(async () => expect(await generations()).toEqual(['exposure_2']), WITHIN);
    expect(await newestRebuild()).toEqual([{ generation: 2, state: 'done', error: null }]);
    expect(await progress()).toMatchObject({ state: 'done', comparison: { books: 2, differing: [] } });
  });

  it('says where the live read models hold something else than the log does, and takes their place', async () => {
    await append(ledger, 'b', deals(0, 2));
    await append(ledger, 'c', deals(0, 2));
    await reached('exposure_1', 'b', 6);
    await reached('exposure_1', 'c', 6);
    await database.rows(`update exposure_1.posting set low = low + 1 where book = 'b' and position = 2`);
    await database.rows(`delete from exposure_1.deal where book = 'c' and deal = 'd1'`);
    expect(await service.rebuild.start()).toBe(2);
    await vi.waitFor(() => expect(service.active.schema).toBe('exposure_2'), WITHIN);
    const differing = ['posting of b', 'deal of c'];
    expect(await progress()).toMatchObject({ state: 'done', comparison: { books: 2, differing } });
  });

  it('tells how far it is while it runs, and whoever follows a book', async () => {
    const log = openLog(database);
    await log.deliver(...messages(chain('elsewhere', [registered('x')])));
    await log.close();
    await append(ledger, 'b', deals(0, 2));
    await reached('exposure_1', 'b', 6);
    await service.rebuild.start();
    await reached('exposure_2', 'b', 6);
    const watch = new RebuildWatch(reads, service.active);
    await watch.look();
    expect(watch.running).toMatchObject({ generation: 2, state: 'running', done: 6, total: 7 });
    expect(watch.running?.rate).toBeGreaterThanOrEqual(0);
    expect(watch.running?.secondsLeft).toBeGreaterThan(0);
    const frame = new BookFeed('b', reads, service.active, NO_HEADS, watch).statusFrame().toString();
    expect(frame).toContain('"rebuild":{"generation":2,"state":"running","done":6,"total":7');
    await service.close();
    await watch.look();
    expect(watch.running).toBeNull();
    service = await startService(database.url);
  });

  it('goes on catching up while events are recorded', async () => {
    await append(ledger, 'b', deals(0, 100));
    await reached('exposure_1', 'b', 300);
    const started = service.rebuild.start();
    for (let i = 0; i < 20; i += 1) await append(ledger, 'b', deals(100 + i, 101 + i), 300 + 3 * i);
    await started;
    await vi.waitFor(() => expect(service.active.schema).toBe('exposure_2'), WITHIN);
    await reached('exposure_2', 'b', 360);
  });

  it('is refused while another is under way, here or elsewhere', async () => {
    const other = await startService(database.url);
    const started = await Promise.all([service.rebuild.start(), service.rebuild.start(), other.rebuild.start()]);
    expect(started.filter((generation) => generation !== null)).toEqual([2]);
    await vi.waitFor(() => expect(other.active.schema).toBe('exposure_2'), WITHIN);
    await other.close();
  });

  it('takes a book that has forked as the ledger and its log have it', async () => {
    await append(ledger, 'b', deals(0, 2));
    await append(ledger, 'c', deals(0, 1));
    await reached('exposure_1', 'b', 6);
    await reached('exposure_1', 'c', 3);
    await database.rows(
      `update exposure_1.checkpoint set position = 7, hash = sha256('another'), state = 'halted', reason = 'forked at 7',
         halted_at = now() where book = 'b'`,
    );
    await database.rows(
      `insert into exposure.book select book, book, 0, head, hash, now() from ledger.book where book = 'b'`,
    );
    expect(await service.rebuild.start()).toBe(2);
    await vi.waitFor(() => expect(service.active.schema).toBe('exposure_2'), WITHIN);
    const state = `select position::int, state from exposure_2.checkpoint where book = 'b'`;
    expect(await database.rows(state)).toEqual([{ position: 6, state: 'live' }]);
  });

  it('is given up where a book cannot get as far as the live one, which stays', async () => {
    await append(ledger, 'b', deals(0, 2));
    await reached('exposure_1', 'b', 6);
    await database.rows(`update exposure_1.checkpoint set hash = sha256('another')`);
    const live = await contentOf(database, 'exposure_1');
    expect(await service.rebuild.start()).toBe(2);
    await service.rebuild.ended();
    const error = 'the book b stands still: another history than the live one at 6';
    expect(await newestRebuild()).toEqual([{ generation: 2, state: 'failed', error }]);
    expect(await generations()).toEqual(['exposure_1']);
    expect(await contentOf(database, 'exposure_1')).toBe(live);
  });
});

describe('a rebuild that is interrupted', () => {
  /** The live generation holds a book that the log does not: the rebuild waits for it. */
  async function beginOneThatWaits(): Promise<string> {
    const log = openLog(database);
    await log.deliver(...messages(chain('elsewhere', [registered('x')])));
    await log.close();
    await append(ledger, 'b', deals(0, 2));
    await reached('exposure_1', 'b', 6);
    expect(await service.rebuild.start()).toBe(2);
    await reached('exposure_2', 'b', 6);
    return contentOf(database, 'exposure_1');
  }

  it('by a stop leaves the live read models as they were, and nothing of its own', async () => {
    const live = await beginOneThatWaits();
    await service.close();
    expect(await generations()).toEqual(['exposure_1']);
    expect(await contentOf(database, 'exposure_1')).toBe(live);
    service = await startService(database.url);
    expect(service.active.number).toBe(1);
  });

  it('by a crash is cleared up at the next start, and can begin again', async () => {
    const live = await beginOneThatWaits();
    await database.rows(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where application_name = 'offtake-rebuilds' and datname = current_database()`,
    );
    await service.rebuild.ended();
    expect(await generations()).toEqual(['exposure_1', 'exposure_2']);
    await prepareSchemas(database.url);
    expect(await generations()).toEqual(['exposure_1']);
    expect(await newestRebuild()).toEqual([{ generation: 2, state: 'failed', error: 'interrupted' }]);
    expect(await contentOf(database, 'exposure_1')).toBe(live);
    await database.rows(`delete from exposure_1.checkpoint where book = 'elsewhere'`);
    expect(await service.rebuild.start()).toBe(3);
    await vi.waitFor(() => expect(service.active.schema).toBe('exposure_3'), WITHIN);
  });
});

describe('a halted book', () => {
  it('goes on when it is resumed, on whichever node reads it', async () => {
    await append(ledger, 'b', deals(0, 1));
    await reached('exposure_1', 'b', 3);
    await database.rows(
      `update exposure_1.checkpoint set state = 'halted', reason = 'a test', halted_at = now() where book = 'b'`,
    );
    await append(ledger, 'b', deals(1, 2), 3);
    await append(ledger, 'c', [registered('x')]);
    await reached('exposure_1', 'c', 1);
    await reached('exposure_1', 'b', 3);
    const other = await startService(database.url);
    expect(await other.following.resume('b')).toBe(true);
    await other.close();
    await reached('exposure_1', 'b', 6);
    expect(await service.following.resume('nobody')).toBe(false);
  });
});
