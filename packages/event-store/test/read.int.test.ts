import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect, type EventStore } from '../src/store.ts';
import { all, type Ledger, record, startLedger } from './ledger.ts';

let ledger: Ledger;
let store: EventStore;

beforeAll(async () => {
  ledger = await startLedger();
  store = connect(ledger.commandUrl);
  await store.createBook({ book: 'b', name: 'B', partition: 1 });
  const body = (bytes: number) => JSON.stringify({ a: 'x'.repeat(bytes - 8) });
  const event = (bytes: number) => ({ event: { id: crypto.randomUUID(), type: 'Happened', body: body(bytes) } });
  await store.append('b', 0, [
    record('deal/a', 0, event(100)),
    record('deal/b', 0, event(300)),
    record('deal/a', 1, event(100)),
    record('deal/a', 2, event(1_000)),
    record('deal/b', 1, event(100)),
  ]);
});
afterAll(async () => {
  await store.close();
  await ledger.close();
});

const at = (events: readonly { readonly position: number }[]) => events.map(({ position }) => position);

describe('reading a book', () => {
  it('goes by position, between two of them', async () => {
    expect(at(await store.read('b'))).toEqual([1, 2, 3, 4, 5]);
    expect(at(await store.read('b', { after: 1, upTo: 4 }))).toEqual([2, 3, 4]);
    expect(at(await store.read('b', { after: 5 }))).toEqual([]);
    expect(at(await store.read('elsewhere'))).toEqual([]);
  });

  it('ends a page by its number of events or by its bytes, but never before its first', async () => {
    expect(at(await store.read('b', { after: 1, limit: 2 }))).toEqual([2, 3]);
    expect(at(await store.read('b', { maxBytes: 400 }))).toEqual([1, 2]);
    expect(at(await store.read('b', { maxBytes: 399 }))).toEqual([1]);
    expect(at(await store.read('b', { after: 3, maxBytes: 10 }))).toEqual([4]);
  });

  it('goes on page by page to the end', async () => {
    const pages = await all(store.pages('b', { after: 1, upTo: 4, limit: 2 }));
    expect(pages.map(at)).toEqual([[2, 3], [4]]);
  });

  it('gives each event with the hash of the one before it', async () => {
    const events = await store.read('b');
    expect(events.map(({ prevHash }) => prevHash)).toEqual([
      '0'.repeat(64),
      ...events.slice(0, -1).map(({ hash }) => hash),
    ]);
    expect(await store.eventAt('b', 3)).toEqual(events[2]);
    expect(await store.eventAt('b', 6)).toBeNull();
    expect(await store.eventAt('b', 0)).toBeNull();
  });
});

describe('reading a stream', () => {
  it('goes by version, as it stood at a position', async () => {
    expect(at(await store.readStream('b', 'deal/a'))).toEqual([1, 3, 4]);
    expect(at(await store.readStream('b', 'deal/a', { upTo: 3 }))).toEqual([1, 3]);
    expect(at(await store.readStream('b', 'deal/a', { after: 1, limit: 1 }))).toEqual([3]);
    expect(at(await store.readStream('b', 'deal/a', { maxBytes: 200 }))).toEqual([1, 3]);
    expect(await store.readStream('b', 'deal/none')).toEqual([]);
  });
});

describe('books', () => {
  it('keep the name and the partition that they were created with', async () => {
    const again = await store.createBook({ book: 'b', name: 'Another name', partition: 7 });
    expect(again).toMatchObject({ created: false, book: { book: 'b', name: 'B', partition: 1, position: 5 } });
    const created = await store.createBook({ book: 'a', name: 'A', partition: 0 });
    const empty = { position: 0, hash: '0'.repeat(64), recordedAt: null };
    expect(created).toMatchObject({ created: true, book: { book: 'a', name: 'A', partition: 0, ...empty } });
  });

  it('are listed with their heads', async () => {
    const [newest] = await store.read('b', { after: 4 });
    expect((await store.books()).map(({ book }) => book)).toEqual(['a', 'b']);
    expect(await store.book('b')).toMatchObject({ position: 5, hash: newest?.hash, recordedAt: newest?.recordedAt });
    expect(await store.book('elsewhere')).toBeNull();
  });
});
