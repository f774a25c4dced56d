import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { UnknownBook } from '../src/failure.ts';
import { MAX_PAGE } from '../src/read.ts';
import { connect, type EventStore } from '../src/store.ts';
import { type Ledger, record, sql, startLedger } from './ledger.ts';

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

const fill = async (events: number) => {
  for (let head = 0; head < events; ) {
    const size = Math.min(500, events - head);
    const entries = Array.from({ length: size }, (_, i) => record('deal/a', head + i));
    head = (await store.append(book, head, entries)).head;
  }
};

/** As somebody does who may do anything in the database. */
const tamper = (change: string) =>
  sql(
    ledger.adminUrl,
    `alter table ledger.event disable trigger append_only; ${change}; alter table ledger.event enable always trigger append_only`,
  );

describe('an untouched book', () => {
  it('is intact, also where it is empty and where it has several pages', async () => {
    expect(await store.verify(book)).toEqual({ intact: true, position: 0, hash: '0'.repeat(64) });
    await fill(2 * MAX_PAGE + 3);
    expect(await store.verify(book)).toMatchObject({ intact: true, position: 2 * MAX_PAGE + 3 });
    await expect(store.verify('nowhere')).rejects.toThrow(UnknownBook);
  });
});

describe('a book that was changed by hand', () => {
  it.each([
    ['body', `'{"n":2}'`],
    ['type', `'Else'`],
    ['stream', `'deal/b'`],
    ['version', 'version + 1000000'],
    ['id', 'gen_random_uuid()'],
    ['recorded_at', `recorded_at + interval '1 microsecond'`],
    ['hash', `sha256('else')`],
  ])('names the event whose %s is another', async (column, value) => {
    await fill(MAX_PAGE + 5);
    const position = MAX_PAGE + 2;
    await tamper(`update ledger.event set ${column} = ${value} where book = '${book}' and position = ${position}`);
    expect(await store.verify(book)).toEqual({ intact: false, position, reason: expect.stringContaining('hash') });
  });

  it('names the event that was taken out, at the end too', async () => {
    await fill(5);
    await tamper(`delete from ledger.event where book = '${book}' and position = 5`);
    expect(await store.verify(book)).toEqual({ intact: false, position: 5, reason: 'there is no such event' });
    await tamper(`delete from ledger.event where book = '${book}' and position = 2`);
    expect(await store.verify(book)).toEqual({ intact: false, position: 2, reason: 'there is no such event' });
  });

  it('names the event after one that was rewritten together with its hash', async () => {
    await fill(5);
    await tamper(`
      update ledger.event e set body = '{"n":2}', hash = sha256(p.hash || convert_to(concat_ws(E'\\n', e.book, e.position,
        e.stream, e.version, e.id, e.type, ledger.instant(e.recorded_at), '{"n":2}'), 'UTF8'))
      from ledger.event p where e.book = '${book}' and e.position = 3 and p.book = e.book and p.position = 2`);
    expect(await store.verify(book)).toMatchObject({ intact: false, position: 4 });
  });

  it('names the newest event where the head is another', async () => {
    await fill(5);
    await sql(ledger.adminUrl, `update ledger.book set hash = sha256('else') where book = '${book}'`);
    expect(await store.verify(book)).toMatchObject({
      intact: false,
      position: 5,
      reason: expect.stringContaining('head'),
    });
  });
});
