import { connect, type EventStore } from '@offtake/event-store/store';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Decider } from '../src/decider/decider.ts';
import { announced, performed, registered, request } from './commands.ts';
import { startDatabase, type TestDatabase } from './database.ts';

let database: TestDatabase;
let store: EventStore;
let book = '';
let books = 0;
/** The one that has folded what is not there any more. */
let running: Decider;

beforeAll(async () => {
  database = await startDatabase();
  store = connect(database.commandUrl);
});
afterAll(async () => {
  await store.close();
  await database.close();
});

/** As a backup does that is older than the last events. */
async function rewindTo(position: number): Promise<void> {
  const admin = new pg.Client({ connectionString: database.adminUrl });
  await admin.connect();
  await admin.query(`
    begin;
    alter table ledger.event disable trigger append_only;
    delete from ledger.event where book = '${book}' and position > ${position};
    alter table ledger.event enable always trigger append_only;
    update ledger.book b set head = ${position}, hash = e.hash from ledger.event e
      where b.book = '${book}' and e.book = b.book and e.position = ${position};
    commit`);
  await admin.end();
}

beforeEach(async () => {
  books += 1;
  book = `book-${books}`;
  await store.createBook({ book, name: book, partition: 0 });
  running = new Decider(store, book, () => {});
  for (const command of [registered('openai'), registered('aws'), announced('gone', '50')]) {
    await running.submit(request(command));
  }
  await rewindTo(2);
});

describe('a book that was restored to an earlier state below a decider', () => {
  /** Paid of a deal that is not there any more, or announced as one that is there: the old state would say otherwise. */
  const asked = { paid: request(performed('gone')), again: request(announced('other', '50')) };

  it.each([
    ['is shorter', 0],
    ['has as many events', 1],
    ['has more', 2],
  ])('is decided upon as it is, after a 503, where it %s', async (_, more) => {
    const since = new Decider(store, book, () => {});
    for (let n = 0; n < more; n += 1) await since.submit(request(registered(`since-${n}`)));
    const first = await Promise.all([running.submit(asked.paid), running.submit(asked.again)]);
    expect(first.map(({ answer }) => answer)).toEqual(['unavailable', 'unavailable']);
    const second = [await running.submit(asked.paid), await running.submit(asked.again)];
    expect(second).toMatchObject([
      { answer: 'refused', refusal: { rule: 'unknown-deal' } },
      { answer: 'recorded', position: 3 + more },
    ]);
    expect(await store.verify(book)).toMatchObject({ intact: true, position: 3 + more });
  });

  it('is seen as it is in a dry run too', async () => {
    const since = new Decider(store, book, () => {});
    await since.submit(request(announced('new', '70')));
    await since.submit(request(performed('new')));
    expect(await running.withState(async (state) => state.position)).toBe(4);
    expect(await running.submit(request(performed('new')))).toMatchObject({ answer: 'recorded', position: 5 });
  });
});
