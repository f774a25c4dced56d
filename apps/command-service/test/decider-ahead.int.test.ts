import { connect, type EventStore } from '@offtake/event-store/store';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Answer } from '../src/decider/answer.ts';
import type { Group } from '../src/decider/batch.ts';
import { Decider } from '../src/decider/decider.ts';
import { announced, performed, registered, request } from './commands.ts';
import { startDatabase, type TestDatabase } from './database.ts';

/** So many at once that the second half of them is decided while the first is being appended. */
const MANY = 60;

let database: TestDatabase;
let store: EventStore;
let book = '';
let books = 0;

beforeAll(async () => {
  database = await startDatabase();
  store = connect(database.commandUrl);
});
afterAll(async () => {
  await store.close();
  await database.close();
});
beforeEach(async () => {
  books += 1;
  book = `book-${books}`;
  await store.createBook({ book, name: book, partition: 0 });
});

/** A decider whose book has a deal on which so much is due; four events. */
async function withDeal(value: number): Promise<Decider> {
  const decider = new Decider(store, book, () => {});
  const opening = [registered('openai'), registered('aws'), registered('oracle'), announced('d', String(value))];
  await Promise.all(opening.map((command) => decider.submit(request(command))));
  return decider;
}

const payments = Array.from({ length: MANY }, (_, n) => request(performed('d'), { key: `payment-${n}` }));
const names = (answers: readonly Answer[]) => answers.map(({ answer }) => answer);
const times = (answer: Answer['answer'], count: number) => Array.from({ length: count }, () => answer);

describe('commands that come while others are being appended', () => {
  it('are decided on what those make, in the order in which they came', async () => {
    const decider = await withDeal(45);
    const answers = await Promise.all(payments.map((payment) => decider.submit(payment)));
    expect(names(answers)).toEqual([...times('recorded', 45), ...times('refused', 15)]);
    const positions = answers.slice(0, 45).map((answer) => 'position' in answer && answer.position);
    expect(positions).toEqual(Array.from({ length: 45 }, (_, n) => n + 5));
    expect(await store.verify(book)).toMatchObject({ intact: true, position: 49 });
  });

  it('are decided again where those are not recorded as they were decided', async () => {
    const decider = await withDeal(45);
    const other = new Decider(store, book, () => {});
    const [mine, others] = await Promise.all(
      [decider, other].map((one) =>
        Promise.all(Array.from({ length: MANY }, () => one.submit(request(performed('d'))))),
      ),
    );
    const recorded = names([...(mine ?? []), ...(others ?? [])]).filter((answer) => answer === 'recorded');
    expect(recorded).toHaveLength(45);
    expect(await store.verify(book)).toMatchObject({ intact: true, position: 49 });
  });

  it('are left out where the group stops at one of those, by a rule', async () => {
    const decider = await withDeal(10);
    const group: Group = { onError: 'stop', stopped: false };
    const answers = await Promise.all(payments.map((payment) => decider.submit(payment, group)));
    expect(names(answers)).toEqual([...times('recorded', 10), 'refused', ...times('left out', MANY - 11)]);
    expect((await store.book(book))?.position).toBe(14);
  });

  it('are left out where the group stops at one of those, by a key that stands for something else', async () => {
    const decider = await withDeal(100);
    await new Decider(store, book, () => {}).submit(request(registered('nvidia'), { key: 'payment-20' }));
    const group: Group = { onError: 'stop', stopped: false };
    const answers = await Promise.all(payments.map((payment) => decider.submit(payment, group)));
    expect(names(answers)).toEqual([...times('recorded', 20), 'key reused', ...times('left out', MANY - 21)]);
    expect((await store.book(book))?.position).toBe(25);
  });

  it('are given their first answers again, each its own', async () => {
    const decider = await withDeal(100);
    const first = await Promise.all(payments.map((payment) => decider.submit(payment)));
    const again = await Promise.all(payments.map((payment) => decider.submit(payment)));
    expect(again).toEqual(first.map((answer) => ({ ...answer, again: true })));
  });
});
