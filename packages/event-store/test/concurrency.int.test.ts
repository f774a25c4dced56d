import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { StoreUnavailable } from '../src/failure.ts';
import { connect } from '../src/store.ts';
import { all, keyed, type Ledger, record, sql, startLedger } from './ledger.ts';
import { write } from './writer.ts';

let ledger: Ledger;
beforeAll(async () => {
  ledger = await startLedger();
});
afterAll(() => ledger.close());

describe('64 concurrent writers on one book, from two processes', () => {
  const [writers, appends] = [32, 15];
  const expected = 2 * writers * (appends + appends / 3);

  it('leave positions 1…n in commit order, times that never decrease, and a chain that verifies', async () => {
    const store = connect(ledger.commandUrl);
    await store.createBook({ book: 'shared', name: 'Shared', partition: 0 });
    const parameters = [ledger.commandUrl, 'shared', String(writers), String(appends)];
    // From the sources, as this process has them, and not from what was built of them once.
    const execArgv = ['--conditions=source'];
    const other = fork(path.join(import.meta.dirname, 'writer.ts'), parameters, { execArgv });
    const both = Promise.all([
      once(other, 'exit').then(([code]) => expect(code).toBe(0)),
      write(ledger.commandUrl, 'shared', 'this', writers, appends),
    ]);
    // Who sees position n sees everything before it, at every moment.
    let [looks, seen, writing] = [0, 0, true];
    void both.finally(() => (writing = false)).catch(() => {});
    while (writing) {
      const [row] = await sql(
        ledger.adminUrl,
        `select count(e.position)::int as events, coalesce(max(e.position), 0)::int as newest, max(b.head)::int as head
         from ledger.book b left join ledger.event e using (book) where b.book = 'shared'`,
      );
      expect(row).toEqual({ events: row?.['newest'], newest: row?.['newest'], head: row?.['newest'] });
      looks += 1;
      seen = Math.max(seen, row?.['newest'] as number);
    }
    await both;
    expect(looks).toBeGreaterThan(3);
    expect(seen).toBeGreaterThan(0);

    const events = (await all(store.pages('shared'))).flat();
    expect(events.map(({ position }) => position)).toEqual(Array.from({ length: expected }, (_, i) => i + 1));
    const times = events.map(({ recordedAt }) => recordedAt);
    expect(times).toEqual(times.toSorted());
    for (const stream of new Set(events.map((event) => event.stream))) {
      const versions = events.filter((event) => event.stream === stream).map(({ version }) => version);
      expect(versions).toEqual(versions.map((_, i) => i + 1));
    }
    expect(await store.verify('shared')).toEqual({ intact: true, position: expected, hash: events.at(-1)?.hash });
    await store.close();
  });
});

describe('an append to a book in which another is under way', () => {
  // Whoever holds a guard's row keeps the first append from its end, after it has given its positions.
  it.each([
    ['one entry', 1],
    ['a batch', 2],
  ])('waits for it and goes on from there: %s', async (name, size) => {
    const book = `meets-${size}`;
    const store = connect(ledger.commandUrl);
    await store.createBook({ book, name, partition: 0 });
    const holder = new pg.Client({ connectionString: ledger.adminUrl });
    await holder.connect();
    await holder.query('begin');
    await holder.query(`insert into ledger.guard values ('${book}', 'party/x', 0)`);
    const entriesOf = (stream: string) =>
      Array.from({ length: size }, (_, version) => record(stream, version, { writes: ['party/x'] }));
    const waiting = async () => {
      const text = `select count(*)::int as n from pg_stat_activity
        where query like '%ledger.append%' and wait_event_type = 'Lock'`;
      return (await sql(ledger.adminUrl, text))[0]?.['n'];
    };

    const first = store.append(book, 0, entriesOf('deal/a'));
    await expect.poll(waiting, { timeout: 4_000, interval: 10 }).toBe(1);
    const second = store.append(book, 0, entriesOf('deal/b'));
    await expect.poll(waiting, { timeout: 4_000, interval: 10 }).toBe(2);
    await holder.query('rollback');
    await holder.end();

    expect((await first).head).toBe(size);
    expect((await second).head).toBe(2 * size);
    expect(await store.verify(book)).toMatchObject({ intact: true, position: 2 * size });
    await store.close();
  });
});

describe('an append that waits while its key is kept by another that records nothing', () => {
  it('is answered what the key stands for, and leaves nothing', async () => {
    const book = 'key-meets';
    const store = connect(ledger.commandUrl);
    await store.createBook({ book, name: 'Key meets', partition: 0 });
    const holder = new pg.Client({ connectionString: ledger.adminUrl });
    await holder.connect();
    await holder.query('begin');
    await holder.query(`select from ledger.book where book = '${book}' for no key update`);
    const key = keyed('k1').idempotency;
    await holder.query(
      `insert into ledger.idempotency values ('${book}', 'somebody', 'k1', '${key?.request}', 0, false, 'day', now())`,
    );

    const appending = store.append(book, 0, [record('deal/a', 0, keyed('k1'))]);
    const waiting = `select 1 from pg_stat_activity where query like '%append_one%' and wait_event_type = 'Lock'`;
    await expect.poll(() => sql(ledger.adminUrl, waiting), { timeout: 4_000, interval: 10 }).toHaveLength(1);
    await holder.query('commit');
    await holder.end();

    const first = { recorded: false, position: 0 };
    expect(await appending).toMatchObject({ outcomes: [{ outcome: 'replayed', first }], head: 0 });
    expect(await store.read(book)).toEqual([]);
    expect(await store.verify(book)).toMatchObject({ intact: true, position: 0 });
    await store.close();
  });
});

describe('a connection that is killed in the middle of an append', () => {
  // A lock on a row that the append writes last but one holds it where its events are inserted and not yet committed.
  it.each([
    ['one entry', [record('deal/a', 0, { writes: ['party/x'], ...keyed('k1') })]],
    ['many', [record('deal/a', 0, keyed('k1')), record('deal/b', 0, { writes: ['party/x'], ...keyed('k2') })]],
  ])('leaves nothing half-written, and the append can be sent again: %s', async (name, entries) => {
    const book = name.replace(' ', '-');
    const store = connect(ledger.commandUrl);
    await store.createBook({ book, name, partition: 0 });
    const holder = new pg.Client({ connectionString: ledger.adminUrl });
    await holder.connect();
    await holder.query('begin');
    await holder.query(`insert into ledger.guard values ('${book}', 'party/x', 0)`);

    const appending = store.append(book, 0, entries).catch((error: unknown) => error);
    const waiting = `select pid from pg_stat_activity where query like '%ledger.append%' and wait_event_type = 'Lock'`;
    let pid: unknown;
    while (pid === undefined) pid = (await sql(ledger.adminUrl, waiting))[0]?.['pid'];
    await sql(ledger.adminUrl, `select pg_terminate_backend(${pid})`);
    expect(await appending).toBeInstanceOf(StoreUnavailable);
    await holder.query('rollback');
    await holder.end();

    expect(await store.read(book)).toEqual([]);
    expect(await store.book(book)).toMatchObject({ position: 0, recordedAt: null });
    expect(await store.kept(book, 'somebody', ['k1', 'k2'])).toEqual(new Map());
    expect((await store.append(book, 0, entries)).head).toBe(entries.length);
    expect(await store.verify(book)).toMatchObject({ intact: true, position: entries.length });
    await store.close();
  });
});
