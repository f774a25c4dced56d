import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Entry } from '../src/entry.ts';
import { connect, type EventStore } from '../src/store.ts';
import { keyed, type Ledger, names, record, refused, sql, startLedger, unchanged } from './ledger.ts';

let ledger: Ledger;
let store: EventStore;
let book: string;
let books = 0;

beforeAll(async () => {
  ledger = await startLedger();
  store = connect(ledger.commandUrl);
});
afterAll(async () => {
  await store.close();
  await ledger.close();
});
beforeEach(async () => {
  book = `book-${(books += 1)}`;
  await store.createBook({ book, name: 'A book', partition: 0 });
});

const append = async (at: number, ...entries: Entry[]) => (await store.append(book, at, entries)).outcomes;

/** The same command as one entry of a batch, whose other entry is none of its business. */
const shapes = [
  ['alone', (entry: Entry) => [entry]],
  ['first in a batch', (entry: Entry) => [entry, refused('deal/other', 0)]],
] as const;

describe.each(shapes)('the key of a recorded event, sent again %s', (_, shape) => {
  const first = record('deal/a', 0, keyed('k1'));

  it('gives the first answer, whatever was decided this time', async () => {
    const [recorded] = await append(0, ...shape(first));
    expect(recorded?.outcome).toBe('recorded');
    await append(1, record('deal/a', 1));
    const { outcome: _recorded, ...place } = recorded as Extract<typeof recorded, { outcome: 'recorded' }>;
    const answer = { outcome: 'replayed', first: { recorded: true, stream: 'deal/a', id: first.event.id, ...place } };
    expect((await append(2, ...shape(record('deal/a', 2, keyed('k1')))))[0]).toEqual(answer);
    expect((await append(0, ...shape(refused('deal/a', 9, { ...keyed('k1'), reads: ['book'] }))))[0]).toEqual(answer);
    expect((await append(2, ...shape(unchanged('deal/a', 2, keyed('k1')))))[0]).toEqual(answer);
    expect((await store.book(book))?.position).toBe(2);
  });

  it('is refused with another request', async () => {
    await append(0, ...shape(first));
    expect((await append(1, ...shape(record('deal/a', 1, keyed('k1', 'another')))))[0]).toEqual({
      outcome: 'key reused',
    });
    expect((await append(1, ...shape(refused('deal/a', 1, keyed('k1', 'another')))))[0]).toEqual({
      outcome: 'key reused',
    });
    expect((await store.book(book))?.position).toBe(1);
  });

  it("is another principal's own, and another book's", async () => {
    await append(0, ...shape(first));
    expect((await append(1, ...shape(record('deal/b', 0, keyed('k1', 'same', 'else')))))[0]?.outcome).toBe('recorded');
    await store.createBook({ book: `${book}-else`, name: 'Another', partition: 0 });
    const { outcomes } = await store.append(`${book}-else`, 0, shape(record('deal/a', 0, keyed('k1'))));
    expect(outcomes[0]?.outcome).toBe('recorded');
  });
});

describe('the key of a command that recorded nothing', () => {
  it('is kept where there was nothing new, with the position at that time', async () => {
    await append(0, record('deal/a', 0));
    expect(await append(1, unchanged('deal/a', 1, keyed('k1')))).toEqual([{ outcome: 'confirmed', position: 1 }]);
    await append(1, record('deal/a', 1));
    const replayed = { outcome: 'replayed', first: { recorded: false, position: 1 } };
    expect(await append(2, record('deal/a', 2, keyed('k1')))).toEqual([replayed]);
  });

  it('is not kept where it was refused: the same command may be right later', async () => {
    expect(names(await append(0, refused('deal/a', 0, keyed('k1'))))).toEqual(['confirmed']);
    expect(names(await append(0, record('deal/a', 0, keyed('k1'))))).toEqual(['recorded']);
  });

  it('is not kept where its facts had moved', async () => {
    await append(0, record('deal/a', 0));
    expect(names(await append(0, record('deal/b', 0, { reads: ['book'], ...keyed('k1') })))).toEqual(['facts moved']);
    expect(names(await append(1, record('deal/b', 0, keyed('k1'))))).toEqual(['recorded']);
  });
});

describe('a batch with a key that is kept already', () => {
  beforeEach(() => append(0, record('deal/a', 0, keyed('k1')), record('deal/b', 0, keyed('k2'))));

  it('is cut where the decider had taken the command for a new event', async () => {
    const outcomes = await append(2, record('deal/c', 0), record('deal/a', 1, keyed('k1')), record('deal/d', 0));
    expect(names(outcomes)).toEqual(['recorded', 'replayed', 'again']);
    expect((await store.book(book))?.position).toBe(3);
  });

  it('goes on where the decider had no event for it, as when a file is imported twice', async () => {
    const outcomes = await append(
      2,
      refused('deal/a', 1, keyed('k1')),
      unchanged('deal/b', 1, keyed('k2', 'another')),
      record('deal/c', 0, keyed('k3')),
      unchanged('deal/c', 1, keyed('k4')),
    );
    expect(names(outcomes)).toEqual(['replayed', 'key reused', 'recorded', 'confirmed']);
    expect(outcomes[2]).toMatchObject({ position: 3, version: 1 });
    expect(await store.verify(book)).toMatchObject({ intact: true, position: 3 });
  });

  it('takes only the first of two commands with one key', async () => {
    const outcomes = await append(
      2,
      record('deal/c', 0, keyed('k3')),
      record('deal/c', 1, keyed('k3')),
      record('deal/d', 0),
    );
    expect(names(outcomes)).toEqual(['recorded', 'again', 'again']);
  });
});

describe('kept keys', () => {
  it('can be asked for, and only the own ones', async () => {
    const [recorded] = await append(0, record('deal/a', 0, keyed('k1')), unchanged('deal/a', 1, keyed('k2')));
    const kept = await store.kept(book, 'somebody', ['k1', 'k2', 'k3']);
    expect([...kept.keys()].sort()).toEqual(['k1', 'k2']);
    expect(kept.get('k1')).toMatchObject({ recorded: true, position: 1, stream: 'deal/a', version: 1 });
    expect(kept.get('k1')).toHaveProperty('recordedAt', recorded?.outcome === 'recorded' && recorded.recordedAt);
    expect(kept.get('k2')).toEqual({ recorded: false, position: 1, request: Buffer.from('same') });
    expect(await store.kept(book, 'else', ['k1'])).toEqual(new Map());
  });

  it('are forgotten after a day, but never those that are kept as long as the book', async () => {
    const forever = {
      idempotency: { principal: 'somebody', key: 'k2', request: Buffer.from('r'), kept: 'book' },
    } as const;
    await append(0, record('deal/a', 0, keyed('k1')), record('deal/a', 1, forever), record('deal/a', 2, keyed('k3')));
    await sql(
      ledger.adminUrl,
      `update ledger.idempotency set kept_at = kept_at - interval '25 hours' where book = '${book}' and key <> 'k3'`,
    );
    expect(await store.forgetKeys(10)).toBe(1);
    expect([...(await store.kept(book, 'somebody', ['k1', 'k2', 'k3'])).keys()].sort()).toEqual(['k2', 'k3']);
  });

  it.each(shapes)('stay as long as the book from when the same request wants that, %s', async (_, shape) => {
    const forBook = (key: string, request = 'same') => ({
      idempotency: { principal: 'somebody', key, request: Buffer.from(request), kept: 'book' as const },
    });
    const keys = ['k1', 'k2', 'k3'];
    await append(0, record('deal/a', 0, keyed('k1')), unchanged('deal/a', 1, keyed('k2')), refused('deal/b', 0));
    await append(1, record('deal/a', 1, keyed('k3')));
    const again = [unchanged('deal/a', 9, forBook('k1')), refused('deal/a', 2, forBook('k2'))] as const;
    for (const entry of again) expect(names(await append(2, ...shape(entry)))[0]).toBe('replayed');
    expect(names(await append(2, ...shape(unchanged('deal/a', 2, forBook('k3', 'another')))))[0]).toBe('key reused');
    await sql(ledger.adminUrl, `update ledger.idempotency set kept_at = kept_at - interval '25 hours'`);
    await store.forgetKeys(1_000);
    expect([...(await store.kept(book, 'somebody', keys)).keys()].sort()).toEqual(['k1', 'k2']);
  });
});
