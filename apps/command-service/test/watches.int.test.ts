import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { keptWatch } from '../src/answers.ts';
import { registered } from './commands.ts';
import { type Answered, KEY, post, type Services, startServices } from './services.ts';

let services: Services;
let a = '';
let book = '';
let books = 0;

beforeAll(async () => {
  services = await startServices(1, { OFFTAKE_LOG: 'postgres' });
  [a = ''] = services.urls;
});
afterAll(() => services.stop());
beforeEach(async () => {
  books += 1;
  book = `book-${books}`;
  await post(`${a}/api/books`, { book, name: 'A book' });
  await post(`${a}/api/books/${book}/events`, registered('openai'));
});

const LARGEST = { measure: 'largest-share', side: 'obligor', kind: 'payment', unit: 'USD', is: 'above' };
const watching = { party: 'openai', ...LARGEST, threshold: '0.4' };

async function send(method: string, watch: string, body?: unknown, key = KEY): Promise<Answered> {
  const answer = await fetch(`${a}/api/books/${book}/watches/${watch}`, {
    method,
    headers: { authorization: `Bearer ${key}`, ...(body ? { 'content-type': 'application/json' } : {}) },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const text = await answer.text();
  const told = { status: answer.status, headers: answer.headers, body: text === '' ? {} : JSON.parse(text) };
  if (method === 'PUT' && answer.ok) keptWatch.parse(told.body);
  return told;
}
const refusalOf = ({ status, body }: Answered) => {
  const [first] = (body.violations ?? []) as readonly { rule: string; path: string }[];
  return [status, first?.rule, first?.path];
};

describe('a watch', () => {
  it('is kept as it is asked for, the numbers in canonical form, and again by the same request', async () => {
    for (const _ of [1, 2]) {
      const { status, body } = await send('PUT', 'one', { ...watching, threshold: '0.40', name: ' Not all on one ' });
      expect([status, body]).toEqual([200, { watch: 'one', terms: { ...watching, name: 'Not all on one' } }]);
    }
    for (const _ of [1, 2]) expect((await send('DELETE', 'one')).status).toBe(204);
  });

  it('is for whoever may read the book', async () => {
    const { body } = await post(`${a}/api/keys`, { principal: 'ben' });
    const ben = String(body.key);
    expect((await send('PUT', 'one', watching, ben)).status).toBe(404);
    await fetch(`${a}/api/books/${book}/members/ben`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' },
      body: JSON.stringify({ role: 'reader' }),
    });
    const { body: made } = await post(`${a}/api/keys`, { principal: 'ben', book });
    expect((await send('PUT', 'one', watching, String(made.key))).status).toBe(200);
  });

  it('of a measure says what that measure takes', async () => {
    const rest = { is: 'above', threshold: '0' };
    const ofDeal = { ...rest, deal: 'supply' };
    for (const [wrong, path] of [
      [{ ...watching, measure: 'guess' }, '/measure'],
      [{ ...watching, threshold: '-1' }, '/threshold'],
      [{ ...watching, threshold: 0.4 }, '/threshold'],
      [{ ...watching, is: 'beyond' }, '/is'],
      [{ ...watching, deal: 'supply' }, '/deal'],
      [{ ...watching, name: 'two\nlines' }, '/name'],
      [{ ...watching, name: '\ud800' }, '/name'],
      [{ ...rest, measure: 'overdue-legs' }, '/party'],
      [{ ...ofDeal, measure: 'overdue-legs', party: 'openai' }, '/party'],
      [{ ...ofDeal, measure: 'overdue-legs', side: 'obligor' }, '/side'],
      [{ ...rest, measure: 'exposure', party: 'openai', kind: 'payment', unit: 'USD', accounts: [] }, '/accounts'],
    ] as const) {
      const [status, , at] = refusalOf(await send('PUT', 'one', wrong));
      expect([wrong, status, at]).toEqual([wrong, 400, path]);
    }
    expect(refusalOf(await send('PUT', 'Not a slug', watching))[0]).toBe(400);
  });

  it('is refused where it could never be crossed', async () => {
    expect(refusalOf(await send('PUT', 'one', { ...watching, unit: 'MW' }))).toEqual([422, 'unit-of-kind', '/unit']);
    const coverage = { measure: 'coverage', party: 'openai', unit: 'MW', is: 'above', threshold: '1' };
    expect(refusalOf(await send('PUT', 'one', coverage))).toEqual([422, 'unit-of-kind', '/unit']);
    expect(refusalOf(await send('PUT', 'one', { ...watching, party: 'nobody' }))).toEqual([
      422,
      'unknown-party',
      '/party',
    ]);
    const deal = { measure: 'overdue-legs', deal: 'nothing', is: 'above', threshold: '0' };
    expect(refusalOf(await send('PUT', 'one', deal))).toEqual([422, 'unknown-deal', '/deal']);
  });

  it('is one of at most two hundred', async () => {
    for (let n = 0; n < 200; n += 1) expect((await send('PUT', `w${n}`, watching)).status).toBe(200);
    expect(refusalOf(await send('PUT', 'more', watching))).toEqual([422, 'too-many-watches', '']);
    await send('DELETE', 'w7');
    expect((await send('PUT', 'more', watching)).status).toBe(200);
  });
});
