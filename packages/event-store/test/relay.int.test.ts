import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listenForAppends } from '../src/announcement.ts';
import { connect, type EventStore } from '../src/store.ts';
import { type Ledger, record, sql, startLedger } from './ledger.ts';

let ledger: Ledger;
let store: EventStore;
const target = { cluster: 'c1', topic: 't1' };
/** Shorter than the store waits for a lock. */
const POLL = { timeout: 3_500, interval: 10 };

beforeAll(async () => {
  ledger = await startLedger();
  store = connect(ledger.commandUrl);
  await store.createBook({ book: 'a', name: 'A', partition: 0 });
  await store.createBook({ book: 'b', name: 'B', partition: 4 });
  await store.append('b', 0, [record('deal/a', 0), record('deal/a', 1)]);
});
afterAll(async () => {
  await store.close();
  await ledger.close();
});

describe('a target that is new', () => {
  it('has every book at 0, with what there is to publish', async () => {
    const none = { position: 0, setAside: null };
    expect(await store.relayCursors({ cluster: 'new', topic: 't1' })).toEqual([
      { book: 'a', partition: 0, head: 0, ...none },
      { book: 'b', partition: 4, head: 2, ...none },
    ]);
  });
});

describe('a relay', () => {
  it('moves its cursors, and sets a book aside with the reason', async () => {
    const epoch = await store.beginRelayEpoch();
    expect(await store.moveRelayCursors(epoch, target, [{ book: 'b', position: 1, setAside: 'refused' }])).toBe(true);
    expect((await store.relayCursors(target))[1]).toMatchObject({ book: 'b', position: 1, setAside: 'refused' });
    const moved = [
      { book: 'a', position: 0, setAside: null },
      { book: 'b', position: 2, setAside: null },
    ];
    expect(await store.moveRelayCursors(epoch, target, moved)).toBe(true);
    expect((await store.relayCursors(target))[1]).toMatchObject({ book: 'b', position: 2, setAside: null });
    expect((await store.relayCursors({ ...target, cluster: 'c2' }))[1]).toMatchObject({ position: 0 });
  });

  it('moves no cursor once another has begun', async () => {
    const old = await store.beginRelayEpoch();
    const other = await store.beginRelayEpoch();
    expect(other).toBeGreaterThan(old);
    expect(await store.moveRelayCursors(old, target, [{ book: 'a', position: 9, setAside: null }])).toBe(false);
    expect((await store.relayCursors(target))[0]).toMatchObject({ book: 'a', position: 0 });
  });

  it('begins only when the cursor write that is under way has ended', async () => {
    const epoch = await store.beginRelayEpoch();
    const cursor = { book: 'a', position: 0, setAside: null };
    await store.moveRelayCursors(epoch, target, [cursor]);
    const holder = new pg.Client({ connectionString: ledger.adminUrl });
    await holder.connect();
    await holder.query('begin; select from ledger.relay_cursor for update');
    // Who waits for whom, as the database has it: the two answers come over two connections, in any order.
    const held = async (statement: string, by: string) => {
      const text = `select from pg_stat_activity waiting
        join pg_stat_activity other on other.pid = any (pg_blocking_pids(waiting.pid))
        where waiting.query like '%${statement}%' and other.query like '%${by}%'`;
      return (await sql(ledger.adminUrl, text)).length;
    };

    const moving = store.moveRelayCursors(epoch, target, [cursor]);
    await expect.poll(() => held('insert into ledger.relay_cursor', 'for update'), POLL).toBe(1);
    const beginning = store.beginRelayEpoch();
    await expect.poll(() => held('set epoch = epoch + 1', 'insert into ledger.relay_cursor'), POLL).toBe(1);
    await holder.query('commit');
    await holder.end();
    expect(await moving).toBe(true);
    expect(await beginning).toBe(epoch + 1);
  });
});

describe('a listener', () => {
  it('is told the books with new events, together, and again after its connection broke', async () => {
    const heard: (string | null)[] = [];
    const listener = listenForAppends(ledger.commandUrl, (book) => heard.push(book));
    const until = async (...all: (string | null)[]) => {
      while (!all.every((each) => heard.includes(each))) await setTimeout(10);
      return heard.splice(0);
    };
    await until(null);
    for (let i = 0; i < 20; i += 1) store.announce(i % 2 === 0 ? 'a' : 'b');
    expect((await until('a', 'b')).sort()).toEqual(['a', 'b']);
    await sql(ledger.adminUrl, `select pg_terminate_backend(pid) from pg_stat_activity where query like 'listen%'`);
    await until(null);
    store.announce('b');
    await until('b');
    await listener.close();
  });
});
