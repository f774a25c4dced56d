import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { RecordedEvent } from '../src/event.ts';
import { StoreUnavailable } from '../src/failure.ts';
import { MAX_PAGE } from '../src/read.ts';
import { BrokenChain } from '../src/restore.ts';
import { connect, type EventStore } from '../src/store.ts';
import { all, type Ledger, names, record, refused, sql, startLedger } from './ledger.ts';

let there: Ledger;
let here: Ledger;
let source: EventStore;
let store: EventStore;
let book: string;
let books = 0;

beforeAll(async () => {
  [there, here] = await Promise.all([startLedger(), startLedger()]);
  source = connect(there.commandUrl);
  store = connect(here.commandUrl);
});
afterAll(async () => {
  await Promise.all([source.close(), store.close()]);
  await Promise.all([there.close(), here.close()]);
});
beforeEach(async () => {
  book = `book-${(books += 1)}`;
  await source.createBook({ book, name: 'A book', partition: 3 });
});

const newBook = () => ({ book, name: 'A book', partition: 3 });

/** A book of so many events in two streams, recorded elsewhere. */
async function recorded(events: number): Promise<readonly RecordedEvent[]> {
  for (let head = 0; head < events; ) {
    const size = Math.min(500, events - head);
    const entries = Array.from({ length: size }, (_, i) => {
      return record(`deal/${(head + i) % 2}`, Math.floor((head + i) / 2));
    });
    head = (await source.append(book, head, entries)).head;
  }
  return (await all(source.pages(book))).flat();
}

async function* pagesOf(events: readonly RecordedEvent[]): AsyncGenerator<readonly RecordedEvent[]> {
  for (let from = 0; from < events.length; from += 400) yield events.slice(from, from + 400);
}

describe('a book of another ledger', () => {
  it('is there as it was, with its ids, times and hashes, and goes on', async () => {
    const events = await recorded(MAX_PAGE + 5);
    const restored = await store.restore(newBook(), pagesOf(events));
    expect(restored).toMatchObject({
      name: 'A book',
      partition: 3,
      position: events.length,
      hash: events.at(-1)?.hash,
    });
    expect((await all(store.pages(book))).flat()).toEqual(events);
    expect(await store.verify(book)).toMatchObject({ intact: true, position: events.length });
    const { outcomes } = await store.append(book, events.length, [record('deal/new', 0)]);
    expect(outcomes[0]).toMatchObject({ outcome: 'recorded', position: events.length + 1 });
    expect(await store.verify(book)).toMatchObject({ intact: true, position: events.length + 1 });
  });

  it('does not go back in time, where the other clock was ahead', async () => {
    await recorded(1);
    await sql(there.adminUrl, `update ledger.book set recorded_at = '2999-01-01T00:00:00Z' where book = '${book}'`);
    await source.append(book, 1, [record('deal/late', 0)]);
    await store.restore(newBook(), pagesOf((await all(source.pages(book))).flat()));
    const { outcomes } = await store.append(book, 2, [record('deal/later', 0)]);
    expect(outcomes[0]).toMatchObject({ recordedAt: '2999-01-01T00:00:00.000000Z' });
    expect(await store.verify(book)).toMatchObject({ intact: true, position: 3 });
  });

  it('may be empty', async () => {
    expect(await store.restore(newBook(), pagesOf([]))).toMatchObject({ position: 0, recordedAt: null });
    expect(names((await store.append(book, 0, [record('deal/a', 0)])).outcomes)).toEqual(['recorded']);
  });

  it('makes stale whatever was decided before it came', async () => {
    await store.createBook(newBook());
    const events = await recorded(4);
    await store.restore(newBook(), pagesOf(events));
    const stale = [refused('deal/new', 0, { reads: ['party/x'] }), record('deal/new', 0, { reads: ['party/y'] })];
    for (const entry of stale) expect(names((await store.append(book, 0, [entry])).outcomes)).toEqual(['facts moved']);
    expect(names((await store.append(book, 4, [record('deal/new', 0, { reads: ['party/y'] })])).outcomes)).toEqual([
      'recorded',
    ]);
  });
});

describe('a book that has events', () => {
  it('stays as it is', async () => {
    const events = await recorded(3);
    await store.createBook(newBook());
    await store.append(book, 0, [record('deal/mine', 0)]);
    expect(await store.restore(newBook(), pagesOf(events))).toBeNull();
    expect(await store.book(book)).toMatchObject({ position: 1 });
  });

  it('also where they came while the other ones were still coming', async () => {
    const events = await recorded(3);
    await store.createBook(newBook());
    async function* slowly() {
      yield events;
      await store.append(book, 0, [record('deal/mine', 0)]);
    }
    expect(await store.restore(newBook(), slowly())).toBeNull();
    expect((await all(store.pages(book))).flat()).toHaveLength(1);
  });

  it('also where two come at once', async () => {
    const events = await recorded(3);
    const both = await Promise.all([1, 2].map(() => store.restore(newBook(), pagesOf(events))));
    expect(both.map((restored) => restored?.position ?? null).sort()).toEqual([3, null]);
    expect(await store.verify(book)).toMatchObject({ intact: true, position: 3 });
  });
});

describe('events that are not a chain', () => {
  it.each<[string, number, (events: RecordedEvent[]) => void]>([
    ['book', 0, ([first]) => Object.assign(first ?? {}, { book: 'other' })],
    ['position', 2, (events) => void events.splice(2, 1)],
    ['position', 1, ([, second]) => Object.assign(second ?? {}, { position: 1 })],
    ['stream', 4, (events) => Object.assign(events[4] ?? {}, { stream: 'deal/a\nb' })],
    ['version', 4, (events) => Object.assign(events[4] ?? {}, { version: 4 })],
    ['id', 3, (events) => Object.assign(events[3] ?? {}, { id: 'ABC' })],
    ['id', 3, (events) => Object.assign(events[3] ?? {}, { id: events[0]?.id })],
    ['recordedAt', 3, (events) => Object.assign(events[3] ?? {}, { recordedAt: '2026-02-30T00:00:00.000000Z' })],
    ['recordedAt', 3, (events) => Object.assign(events[3] ?? {}, { recordedAt: '2020-01-01T00:00:00.000000Z' })],
    ['body', 3, (events) => Object.assign(events[3] ?? {}, { body: `"${'x'.repeat(256 * 1024)}"` })],
    ['hash', 3, (events) => Object.assign(events[3] ?? {}, { body: '{"n":2}' })],
    ['hash', 3, (events) => Object.assign(events[3] ?? {}, { type: 'Else' })],
    ['hash', 3, (events) => Object.assign(events[3] ?? {}, { hash: '0'.repeat(64) })],
  ])('leave nothing, and the field is named: %s after %i', async (field, after, spoil) => {
    const events = structuredClone(await recorded(6)) as RecordedEvent[];
    spoil(events);
    const broken = await store.restore(newBook(), pagesOf(events)).catch((error: unknown) => error);
    expect(broken).toBeInstanceOf(BrokenChain);
    expect(broken).toMatchObject({ field, after });
    expect(await store.book(book)).toBeNull();
    expect((await all(store.pages(book))).flat()).toEqual([]);
  });
});

describe('a restore that is cut off', () => {
  it('leaves nothing where its pages end in an error', async () => {
    const events = await recorded(6);
    async function* ending() {
      yield events;
      throw new Error('the sender is gone');
    }
    await expect(store.restore(newBook(), ending())).rejects.toThrow('the sender is gone');
    expect(await store.book(book)).toBeNull();
  });

  it('leaves nothing where its connection breaks', async () => {
    const events = await recorded(6);
    async function* cutOff() {
      yield events.slice(0, 3);
      const application = 'offtake-event-store-session';
      await sql(
        here.adminUrl,
        `select pg_terminate_backend(pid) from pg_stat_activity where application_name = '${application}'`,
      );
      await sleep(50);
      yield events.slice(3);
    }
    await expect(store.restore(newBook(), cutOff())).rejects.toThrow(StoreUnavailable);
    expect(await store.book(book)).toBeNull();
    expect((await store.restore(newBook(), pagesOf(events)))?.position).toBe(6);
  });
});
