import { connect, type EventStore } from '@offtake/event-store/store';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Answer } from '../src/decider/answer.ts';
import { Decider } from '../src/decider/decider.ts';
import { announced, performed, registered, request } from './commands.ts';
import { startDatabase, type TestDatabase } from './database.ts';

let database: TestDatabase;
let stores: readonly EventStore[];
let book = '';
let books = 0;

beforeAll(async () => {
  database = await startDatabase();
  stores = [connect(database.commandUrl), connect(database.commandUrl)];
});
afterAll(async () => {
  await Promise.all(stores.map((store) => store.close()));
  await database.close();
});
beforeEach(async () => {
  books += 1;
  book = `book-${books}`;
  await stores[0]?.createBook({ book, name: book, partition: 0 });
});

const decider = (of: 0 | 1 = 0) => new Decider(stores[of] as EventStore, book, () => {});
const both = () => [decider(0), decider(1)] as const;
const count = (answers: readonly Answer[], answer: Answer['answer']) =>
  answers.filter((given) => given.answer === answer).length;

async function withParties(of: Decider): Promise<void> {
  await of.submit(request(registered('openai')));
  await of.submit(request(registered('aws')));
}

describe('a decider on its own', () => {
  it('lets each command see the ones before it, though nothing is committed yet', async () => {
    const one = decider();
    const answers = await Promise.all(
      [registered('openai'), registered('aws'), announced('d'), performed('d'), performed('d')].map((command) =>
        one.submit(request(command)),
      ),
    );
    expect(answers.map((answer) => 'position' in answer && answer.position)).toEqual([1, 2, 3, 4, 5]);
    expect(answers.at(-1)).toMatchObject({ answer: 'recorded', stream: 'deal/d', version: 3 });
    expect(await stores[0]?.verify(book)).toMatchObject({ position: 5 });
  });

  it('refuses one command of many, and records those after it', async () => {
    const one = decider();
    await withParties(one);
    const commands = [announced('d', '5'), performed('d', '6'), performed('d', '5'), performed('d', '1')];
    const answers = await Promise.all(commands.map((command) => one.submit(request(command))));
    expect(answers.map(({ answer }) => answer)).toEqual(['recorded', 'refused', 'recorded', 'refused']);
  });

  it('records nothing for what is so already', async () => {
    const one = decider();
    await one.submit(request(registered('openai')));
    expect(await one.submit(request(registered('openai')))).toMatchObject({ answer: 'unchanged', position: 1 });
  });

  it('answers a mismatch with the version that the stream has', async () => {
    const one = decider();
    await one.submit(request(registered('openai')));
    const answer = await one.submit(request(registered('openai', 'Other'), { ifMatch: 7 }));
    expect(answer).toEqual({ answer: 'version mismatch', version: 1 });
  });

  it('gives the first answer again for the same key, before anything else is looked at', async () => {
    const one = decider();
    await withParties(one);
    const first = await one.submit(request(announced('d'), { key: 'k', ifMatch: 0 }));
    const again = await decider(1).submit(request(announced('d'), { key: 'k', ifMatch: 0 }));
    expect(again).toEqual({ ...first, again: true });
    expect(await one.submit(request(announced('e'), { key: 'k' }))).toEqual({ answer: 'key reused' });
  });

  it('lends a state that does not change, whatever is decided meanwhile', async () => {
    const one = decider();
    await withParties(one);
    await one.withState(async (state) => {
      await one.submit(request(announced('d')));
      await one.submit(request(performed('d')));
      expect(state.position).toBe(2);
      expect(state.history('deal/d').version).toBe(0);
    });
    expect(await one.submit(request(performed('d')))).toMatchObject({ answer: 'recorded', position: 5, version: 3 });
  });
});

describe('two processes that write to one book', () => {
  it('register a party once', async () => {
    const answers = await Promise.all(both().map((one, n) => one.submit(request(registered('openai', `Name ${n}`)))));
    expect(count(answers, 'recorded')).toBe(1);
    expect(answers.find(({ answer }) => answer === 'refused')).toMatchObject({ refusal: { rule: 'registered-twice' } });
  });

  it('accept one of two deals that are probably the same', async () => {
    const [a, b] = both();
    await withParties(a);
    await b.submit(request(performed('none')));
    const answers = await Promise.all([a.submit(request(announced('x'))), b.submit(request(announced('y')))]);
    expect(count(answers, 'recorded')).toBe(1);
    expect(count(answers, 'refused')).toBe(1);
  });

  it('decide on a party that is just being registered as it is in the end', async () => {
    const [a, b] = both();
    await a.submit(request(registered('aws')));
    await b.submit(request(performed('none')));
    const [registration, deal] = await Promise.all([
      a.submit(request(registered('openai'))),
      b.submit(request(announced('d'))),
    ]);
    const registeredAt = 'position' in registration ? registration.position : 0;
    const seen = 'position' in deal && deal.position > registeredAt;
    expect(registration).toMatchObject({ answer: 'recorded' });
    expect(deal.answer).toBe(seen ? 'recorded' : 'refused');
  });

  it('lose nothing on one stream, and never perform more than there is', async () => {
    const [a, b] = both();
    await withParties(a);
    await a.submit(request(announced('d', '40')));
    const answers: Answer[] = [];
    const write = async (one: Decider) => {
      for (let n = 0; n < 15; n += 1) {
        answers.push(...(await Promise.all([0, 1].map(() => one.submit(request(performed('d')))))));
      }
    };
    await Promise.all([write(a), write(b)]);
    const recorded = count(answers, 'recorded');
    expect(recorded + count(answers, 'refused') + count(answers, 'unavailable')).toBe(60);
    expect(recorded).toBe(40);
    expect(await stores[0]?.verify(book)).toMatchObject({ position: 43 });
  });
});
