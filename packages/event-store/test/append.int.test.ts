import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Entry, MAX_ENTRIES, WHOLE_BOOK } from '../src/entry.ts';
import { MAX_BODY_BYTES } from '../src/event.ts';
import { BookRewound, UnknownBook } from '../src/failure.ts';
import { connect, type EventStore } from '../src/store.ts';
import { type Ledger, names, record, refused, startLedger, unchanged } from './ledger.ts';

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
const positions = async () => (await store.read(book)).map(({ position }) => position);

describe('an empty book', () => {
  it('records a batch under consecutive positions and versions, at one time', async () => {
    const { outcomes, head } = await store.append(book, 0, [
      record('deal/a', 0),
      record('deal/b', 0),
      record('deal/a', 1),
    ]);
    const recordedAt = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
    expect(outcomes).toEqual([
      { outcome: 'recorded', position: 1, version: 1, recordedAt },
      { outcome: 'recorded', position: 2, version: 1, recordedAt },
      { outcome: 'recorded', position: 3, version: 2, recordedAt },
    ]);
    expect(head).toBe(3);
    const events = await store.read(book);
    expect(events.map(({ stream, version }) => [stream, version])).toEqual([
      ['deal/a', 1],
      ['deal/b', 1],
      ['deal/a', 2],
    ]);
    expect(new Set(events.map((event) => event.recordedAt)).size).toBe(1);
  });

  it('gives each event the hash that its content and the one before it have', async () => {
    await append(
      0,
      record('deal/a', 0, { event: { id: crypto.randomUUID(), type: 'Tägliches', body: '{"ö":"€\\n"}' } }),
    );
    await append(1, record('deal/b', 0), record('deal/a', 1));
    expect(await store.verify(book)).toEqual({ intact: true, position: 3, hash: (await store.book(book))?.hash });
  });
});

describe('a book that is not there', () => {
  it('is refused, for one entry as for many', async () => {
    await expect(store.append('nowhere', 0, [record('deal/a', 0)])).rejects.toThrow(UnknownBook);
    await expect(store.append('nowhere', 0, [record('deal/a', 0), record('deal/b', 0)])).rejects.toThrow(UnknownBook);
  });
});

describe('a book that is shorter than the decider has seen it', () => {
  it('is refused, for one entry as for many', async () => {
    await expect(store.append(book, 7, [record('deal/a', 0)])).rejects.toThrow(BookRewound);
    await expect(store.append(book, 7, [record('deal/a', 0), record('deal/b', 0)])).rejects.toThrow(BookRewound);
  });
});

describe('a decider that says which history it has folded', () => {
  const other = 'f'.repeat(64);
  const batches = [
    [record('deal/a', 2)],
    [record('deal/a', 2), record('deal/b', 0)],
    [unchanged('deal/a', 2)],
    [refused('deal/a', 2, { reads: ['party/x'] })],
  ];

  it.each(batches.map((batch) => [batch.length, batch]))('is refused where that is another, %i', async (_, batch) => {
    const { hash } = await store.append(book, 0, [record('deal/a', 0)]);
    await store.append(book, 1, [record('deal/a', 1)], hash);
    await expect(store.append(book, 2, batch, other)).rejects.toThrow(BookRewound);
    await expect(store.append(book, 1, batch, other)).rejects.toThrow(BookRewound);
    expect((await store.append(book, 1, [unchanged('deal/a', 2)], hash)).outcomes[0]?.outcome).toBe('confirmed');
    expect((await store.book(book))?.position).toBe(2);
  });

  it('is answered the hash of the newest event, to go on from', async () => {
    let { hash } = await store.append(book, 0, [record('deal/a', 0)]);
    ({ hash } = await store.append(book, 1, [record('deal/a', 1), record('deal/b', 0)], hash));
    ({ hash } = await store.append(book, 3, [refused('deal/a', 2)], hash));
    expect(hash).toBe((await store.book(book))?.hash);
  });
});

describe('a stream that moved on', () => {
  beforeEach(() => append(0, record('deal/a', 0), record('deal/a', 1)));

  it.each([0, 1, 3])('is not appended to at version %i, and the answer names its own', async (version) => {
    expect(await append(2, record('deal/a', version))).toEqual([{ outcome: 'version moved', version: 2 }]);
    expect(await positions()).toEqual([1, 2]);
  });

  it('cuts the batch: what came before is recorded, what comes after was decided on a state that never was', async () => {
    const outcomes = await append(2, record('deal/b', 0), record('deal/a', 1), record('deal/c', 0));
    expect(names(outcomes)).toEqual(['recorded', 'version moved', 'again']);
    expect(await positions()).toEqual([1, 2, 3]);
  });

  it('turns a refusal and a no-op into a question to be asked again', async () => {
    expect(await append(2, refused('deal/a', 1))).toEqual([{ outcome: 'version moved', version: 2 }]);
    expect(await append(2, unchanged('deal/a', 1))).toEqual([{ outcome: 'version moved', version: 2 }]);
  });

  it('accepts exactly one of many that expect the same version', async () => {
    const outcomes = await Promise.all(Array.from({ length: 40 }, () => append(2, record('deal/a', 2))));
    const given = outcomes.flat();
    expect(given.filter(({ outcome }) => outcome === 'recorded')).toHaveLength(1);
    expect(given.filter(({ outcome }) => outcome === 'version moved')).toHaveLength(39);
    expect(await positions()).toEqual([1, 2, 3]);
  });
});

describe('a fact that moved after the decider had folded the book', () => {
  // The first alone and the second in a batch: both leave their guards.
  beforeEach(async () => {
    await append(0, record('party/x', 0, { writes: ['party/x'] }));
    await append(1, record('deal/a', 0, { writes: ['pair/x/y'] }), refused('deal/a', 1));
  });

  it('refuses the event that rests on it', async () => {
    expect(names(await append(0, record('deal/b', 0, { reads: ['party/x'] })))).toEqual(['facts moved']);
    expect(names(await append(1, record('deal/b', 0, { reads: ['party/x', 'pair/x/y'] })))).toEqual(['facts moved']);
    expect(await positions()).toEqual([1, 2]);
  });

  it('refuses the refusal and the no-op that rest on it', async () => {
    expect(names(await append(0, refused('deal/b', 0, { reads: ['party/x'] })))).toEqual(['facts moved']);
    expect(names(await append(0, unchanged('deal/b', 0, { reads: ['party/x'] })))).toEqual(['facts moved']);
  });

  it('does not matter to an event that rests on other facts, or that had seen it', async () => {
    expect(names(await append(1, record('deal/b', 0, { reads: ['party/x', 'party/z'] })))).toEqual(['recorded']);
    expect(names(await append(2, record('deal/c', 0, { reads: ['party/x', 'pair/x/y'] })))).toEqual(['recorded']);
  });

  it('is any event at all for a command that read the whole book', async () => {
    expect(names(await append(1, record('deal/b', 0, { reads: [WHOLE_BOOK] })))).toEqual(['facts moved']);
    expect(names(await append(2, record('deal/b', 0, { reads: [WHOLE_BOOK] })))).toEqual(['recorded']);
  });

  it('is not one that the same batch wrote: the decider has seen that', async () => {
    const writes = record('party/y', 0, { writes: ['party/y'] });
    expect(names(await append(2, writes, record('deal/b', 0, { reads: ['party/y', WHOLE_BOOK] })))).toEqual([
      'recorded',
      'recorded',
    ]);
  });

  it('cuts the batch', async () => {
    const outcomes = await append(0, refused('deal/b', 0, { reads: ['party/x'] }), record('deal/c', 0));
    expect(names(outcomes)).toEqual(['facts moved', 'again']);
    expect(await positions()).toEqual([1, 2]);
  });
});

describe('a decision without an event', () => {
  it('is confirmed at the position where it stands in its batch, and writes nothing', async () => {
    const outcomes = await append(
      0,
      unchanged('deal/a', 0),
      record('deal/a', 0),
      refused('deal/a', 1),
      record('deal/b', 0),
    );
    expect(outcomes).toMatchObject([
      { outcome: 'confirmed', position: 0 },
      { outcome: 'recorded', position: 1, version: 1 },
      { outcome: 'confirmed', position: 1 },
      { outcome: 'recorded', position: 2, version: 1 },
    ]);
    expect(await positions()).toEqual([1, 2]);
    expect(await store.verify(book)).toMatchObject({ intact: true, position: 2 });
  });
});

describe('the limits', () => {
  it('hold for the bytes of a body, counted as UTF-8', async () => {
    const body = (bytes: number) => `{"a":"${'é'.repeat((bytes - 8) / 2)}"}`;
    const event = { id: crypto.randomUUID(), type: 'Happened', body: body(MAX_BODY_BYTES) };
    expect(names(await append(0, record('deal/a', 0, { event })))).toEqual(['recorded']);
    const tooLarge = { ...event, body: body(MAX_BODY_BYTES + 2) };
    await expect(append(1, record('deal/b', 0, { event: tooLarge }))).rejects.toThrow(RangeError);
  });

  it('hold for the entries of a batch', async () => {
    const entries = Array.from({ length: MAX_ENTRIES + 1 }, (_, i) => record(`deal/${i}`, 0));
    await expect(append(0, ...entries)).rejects.toThrow(RangeError);
    await expect(append(0)).rejects.toThrow(RangeError);
    expect(await append(0, ...entries.slice(1))).toHaveLength(MAX_ENTRIES);
  });
});
