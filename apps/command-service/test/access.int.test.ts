import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { membership } from '../src/answers.ts';
import { registered } from './commands.ts';
import { type Answered, KEY, post, type Services, startServices } from './services.ts';

let services: Services;
let a = '';
let book = '';
let books = 0;
/** Of the operator of the book. */
let operator: Readonly<Record<string, string>> = {};

beforeAll(async () => {
  services = await startServices(1, { OFFTAKE_LOG: 'postgres' });
  [a = ''] = services.urls;
});
afterAll(() => services.stop());
beforeEach(async () => {
  books += 1;
  book = `book-${books}`;
  await post(`${a}/api/books`, { book, name: 'A book' });
  await member(`op-${books}`, 'operator');
  operator = bearer(await make({ principal: `op-${books}`, book }));
});

const make = (asked: object, headers = {}) => post(`${a}/api/keys`, asked, headers);
const bearer = ({ body }: Answered) => ({ authorization: `Bearer ${body.key}` });
const ruleOf = ({ status, body }: Answered) => [status, (body.violations as { rule: string }[] | undefined)?.[0]?.rule];
async function send(method: string, path: string, headers: object, body?: object): Promise<Answered> {
  const typed = body ? { 'content-type': 'application/json' } : {};
  const answer = await fetch(`${a}${path}`, {
    method,
    headers: { authorization: `Bearer ${KEY}`, ...typed, ...headers },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const text = await answer.text();
  const told = { status: answer.status, headers: answer.headers, body: text === '' ? {} : JSON.parse(text) };
  if (method === 'PUT' && answer.ok) membership.parse(told.body);
  return told;
}
const member = (principal: string, role: string, headers = {}) =>
  send('PUT', `/api/books/${book}/members/${principal}`, headers, { role });
const unmember = (principal: string, headers = {}) =>
  send('DELETE', `/api/books/${book}/members/${principal}`, headers);
const record = (headers: object) => post(`${a}/api/books/${book}/events`, registered('openai'), { ...headers });

describe('the operator of a book', () => {
  it('gives a role and a key, and takes them away, with effect at once', async () => {
    await member('ben', 'recorder', operator);
    const made = await make({ principal: 'ben', book, name: 'import' }, operator);
    expect([made.status, made.headers.get('cache-control')]).toEqual([201, 'no-store']);
    const ben = bearer(made);
    expect((await record(ben)).status).toBe(201);
    await member('ben', 'reader', operator);
    expect((await record(ben)).status).toBe(403);
    await unmember('ben', operator);
    expect((await record(ben)).status).toBe(404);
    expect((await send('DELETE', `/api/keys/${made.body.id}`, operator)).status).toBe(204);
    expect((await record(ben)).status).toBe(401);
  });

  it('gives no more than they have', async () => {
    expect((await make({ principal: 'ben' }, operator)).status).toBe(403);
    expect((await make({ principal: 'ben', platformOperator: true }, operator)).status).toBe(403);
    await post(`${a}/api/books`, { book: `${book}-b`, name: 'Another' });
    expect((await make({ principal: 'ben', book: `${book}-b` }, operator)).status).toBe(404);
    expect(ruleOf(await make({ principal: 'platform-operator', book }, operator))).toEqual([422, 'reserved-principal']);
    expect(ruleOf(await member('anybody', 'reader', operator))).toEqual([422, 'reserved-principal']);
    const platformKey = KEY.split('_')[1];
    expect((await send('DELETE', `/api/keys/${platformKey}`, operator)).status).toBe(404);
  });

  it('does not leave the book without one, which the platform operator may', async () => {
    const self = `op-${books}`;
    expect(ruleOf(await unmember(self, operator))).toEqual([422, 'last-operator']);
    expect(ruleOf(await member(self, 'reader', operator))).toEqual([422, 'last-operator']);
    await member('carla', 'operator', operator);
    expect((await unmember(self, operator)).status).toBe(204);
    expect((await unmember('carla')).status).toBe(204);
  });
});

describe('a key', () => {
  it('is made once for each Idempotency-Key, and never shown twice', async () => {
    const asked = { principal: 'ben', book };
    const once = { 'idempotency-key': `once-${books}` };
    const first = await make(asked, once);
    const again = await make(asked, once);
    expect([again.status, again.body.type]).toEqual([409, '/docs/problems#exists']);
    expect(again.body.detail).toContain(first.body.id);
    expect(JSON.stringify(again.body)).not.toContain(first.body.key);
    expect((await make({ ...asked, name: 'other' }, once)).body.type).toBe('/docs/problems#key-reused');
  });

  it('is good for a while, and makes none that is good for longer', async () => {
    const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();
    expect(ruleOf(await make({ principal: 'ben', book, expiresAt: inMinutes(-1) }))).toEqual([422, 'already-over']);
    const brief = bearer(await make({ principal: `op-${books}`, book, expiresAt: inMinutes(10) }));
    expect(ruleOf(await make({ principal: 'ben', book }, brief))).toEqual([422, 'outlives-its-maker']);
    expect((await make({ principal: 'ben', book, expiresAt: inMinutes(5) }, brief)).status).toBe(201);
  });

  it('is refused where it is malformed, or its book unknown', async () => {
    for (const wrong of [
      {},
      { principal: 'a b' },
      { principal: 'ben', expiresAt: 'soon' },
      { principal: 'ben', x: 1 },
    ]) {
      expect((await make(wrong)).status).toBe(400);
    }
    expect((await make({ principal: 'ben', book, platformOperator: true })).status).toBe(400);
    expect((await make({ principal: 'ben', book: 'nowhere' })).status).toBe(404);
    expect(ruleOf(await send('DELETE', `/api/keys/${KEY.split('_')[1]}`, {}))).toEqual([422, 'last-platform-key']);
  });
});
