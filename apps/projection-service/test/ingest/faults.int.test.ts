import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { announced, performed } from './events.ts';
import { contentOf, type Server, startServer } from './read-models.ts';
import { append, openLedger, startService } from './service.ts';

let server: Server;

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.postgres.stop());

const WITHIN = { timeout: 25_000, interval: 50 };
const ROUNDS = 20;
const CUT_EVERY_MS = 60;

describe('a database that cuts every connection of the service again and again', () => {
  it('makes no event be lost or take effect twice', { timeout: 60_000 }, async () => {
    const database = await server.openDatabase();
    const ledger = await openLedger(database.url, 'b');
    const service = await startService(database.url);
    const cuts = setInterval(() => {
      const cut = `select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and application_name like any (array['offtake-projec%', 'offtake-tail'])`;
      database.rows(cut).catch(() => {});
    }, CUT_EVERY_MS);
    for (let i = 0; i < ROUNDS; i += 1) {
      const deals = Array.from({ length: 20 }, (_, k) => `d${20 * i + k}`);
      await append(
        ledger,
        'b',
        deals.flatMap((d) => [announced(d, '100'), performed(d, 2, '10')]),
        40 * i,
      );
      await new Promise((resolve) => setTimeout(resolve, CUT_EVERY_MS));
    }
    clearInterval(cuts);
    const head = ROUNDS * 40;
    const checkpoint = () => database.rows('select position::int, state from exposure_1.checkpoint');
    await vi.waitFor(async () => expect(await checkpoint()).toEqual([{ position: head, state: 'live' }]), WITHIN);
    const live = await contentOf(database, 'exposure_1');
    await service.rebuild.start();
    await vi.waitFor(() => expect(service.active.schema).toBe('exposure_2'), WITHIN);
    expect(await contentOf(database, 'exposure_2')).toBe(live);
    await service.close();
    await ledger.close();
    await database.close();
  });
});
