import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { call, read, record } from '../api.ts';
import { dealAnnounced, givenBook, partyRegistered, usd } from '../given.ts';
import { type Asked, ROUTES, type Route } from './routes.ts';

type Paths = Readonly<Record<string, Readonly<Record<string, unknown>>>>;
type Role = 'reader' | 'recorder' | 'operator';

const MINE = 'access-mine';
const THEIRS = 'access-theirs';
/** Stands in events, keys and members of the one book alone. */
const WHISPER = 'whisper';

interface Caller {
  readonly name: string;
  readonly authorization: string;
  readonly roles: Readonly<Record<string, Role>>;
  readonly platform?: true;
}

const callers: Caller[] = [{ name: 'nobody', authorization: '', roles: {} }];
/** A key of each book. */
const keyOf: Record<string, string> = {};
let n = 0;

const ok = async (answer: Response) => {
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
  return answer;
};
async function makeKey(asked: object): Promise<{ id: string; key: string }> {
  return (await ok(await call('POST', '/api/keys', asked))).json() as Promise<{ id: string; key: string }>;
}
const member = (book: string, principal: string, role: Role) =>
  call('PUT', `/api/books/${book}/members/${principal}`, { role }).then(ok);

beforeAll(async () => {
  for (const book of [MINE, THEIRS]) {
    await givenBook(book);
    const targeted = { parties: ['buyer'], title: 'All of it', quantities: [usd('1000')] };
    await record(book, {
      ...partyRegistered('buyer', ''),
      type: 'TargetStated',
      data: { target: 'all-of-it', ...targeted },
    });
    keyOf[book] = (await makeKey({ principal: 'somebody', book })).id;
  }
  await record(THEIRS, dealAnnounced(WHISPER, `A ${WHISPER}`, 5));
  await member(THEIRS, WHISPER, 'reader');
  await makeKey({ principal: WHISPER, name: WHISPER, book: THEIRS });
  for (const role of ['reader', 'recorder', 'operator'] as const) {
    const { key } = await makeKey({ principal: `a-${role}` });
    await member(MINE, `a-${role}`, role);
    callers.push({ name: `${role} of one book`, authorization: `Bearer ${key}`, roles: { [MINE]: role } });
  }
  const { key: stranger } = await makeKey({ principal: 'a-stranger' });
  callers.push({ name: 'member of no book', authorization: `Bearer ${stranger}`, roles: {} });
  // Operates both, with a key that is good for one of them.
  for (const book of [MINE, THEIRS]) await member(book, 'an-operator-of-both', 'operator');
  const { key: ofOne } = await makeKey({ principal: 'an-operator-of-both', book: MINE });
  callers.push({ name: 'key of one book', authorization: `Bearer ${ofOne}`, roles: { [MINE]: 'operator' } });
  const platform = `Bearer ${inject('key')}`;
  callers.push({ name: 'platform operator', authorization: platform, roles: {}, platform: true });
  // The reading side has heard of both.
  for (const book of [MINE, THEIRS]) await read(`/api/books/${book}/deals?minPosition=4`);
});

/** What this caller is to be answered: these are the rules of who may do what, told a second time. */
function expected({ for: whom, answers = [200], ofNoBook }: Route, { roles, platform, name }: Caller, book: string) {
  if (whom === 'everybody') return answers;
  if (name === 'nobody') return [401];
  if (platform || whom === 'known') return answers;
  if (whom === 'platform') return [403];
  const role = roles[book];
  if (whom === 'operator of some book') {
    if (!Object.values(roles).includes('operator')) return [403];
    return ofNoBook || role === 'operator' ? answers : [404];
  }
  if (role === undefined) return [404];
  const rank = ['reader', 'recorder', 'operator'];
  return rank.indexOf(role) >= rank.indexOf(whom) ? answers : [403];
}

async function ask(name: string, route: Route, caller: Caller, book: string) {
  n += 1;
  const asked: Asked = { book, n };
  const [method = '', template = ''] = name.split(' ');
  const values: Record<string, string | undefined> = {
    book,
    deal: 'supply',
    party: 'buyer',
    position: '1',
    principal: 'somebody',
    id: keyOf[book],
  };
  const filled = (text: string) => text.replaceAll(/\{(\w+)\}/g, (_, field: string) => values[field] ?? `no-${field}`);
  const address = filled(route.query === undefined ? template : `${template}?${route.query}`);
  // Someone is a member when asked for; whoever takes them away is followed by others.
  if (name === 'GET /api/books/{book}/members/{principal}') {
    await call('PUT', `/api/books/${book}/members/somebody`, { role: 'reader' });
  }
  const answer = await call(method, address, route.body?.(asked), { authorization: caller.authorization });
  const isEndless = template.endsWith('/stream') && answer.ok;
  if (isEndless) await answer.body?.cancel();
  return { status: answer.status, text: isEndless ? '' : await answer.text() };
}

describe('every route of the API', () => {
  let document: Paths = {};
  beforeAll(async () => {
    document = (await read<{ paths: Paths }>('/api/openapi.json')).paths;
  });
  const namesOf = (paths: Paths) =>
    Object.entries(paths).flatMap(([at, methods]) => Object.keys(methods).map((m) => `${m.toUpperCase()} ${at}`));

  it('is known here, with whom it is for', () => {
    expect(Object.keys(ROUTES).toSorted()).toEqual(namesOf(document).toSorted());
  });

  it('is in the document, also where the other service answers it', async () => {
    const script = path.join(import.meta.dirname, '../../apps/command-service/dist/openapi.js');
    const { stdout } = await promisify(execFile)(process.execPath, [script], { maxBuffer: 2 ** 26 });
    expect(namesOf(document)).toEqual(expect.arrayContaining(namesOf((JSON.parse(stdout) as { paths: Paths }).paths)));
  });

  it.each(Object.entries(ROUTES))('%s answers each according to their role', async (name, route) => {
    for (const caller of callers) {
      for (const book of route.ofNoBook ? [MINE] : [MINE, THEIRS]) {
        const { status, text } = await ask(name, route, caller, book);
        const of = { name, caller: caller.name, book, text: text.slice(0, 300) };
        expect({ ...of, status: expected(route, caller, book) }).toEqual({
          ...of,
          status: expect.arrayContaining([status]),
        });
        if (caller.platform) continue;
        expect({ ...of, shown: text.includes(WHISPER) }).toEqual({ ...of, shown: false });
        if (route.ofNoBook) expect({ ...of, named: text.includes(THEIRS) }).toEqual({ ...of, named: false });
      }
    }
  });
});

describe('what somebody may not see', () => {
  it('is answered like what does not exist', async () => {
    const caller = callers.find(({ name }) => name === 'operator of one book') as Caller;
    for (const [name, route] of Object.entries(ROUTES)) {
      if (route.ofNoBook || !name.includes('{book}')) continue;
      const there = await ask(name, route, caller, THEIRS);
      const nowhere = await ask(name, route, caller, 'access-nowhere');
      const told = ({ status, text }: { status: number; text: string }) => {
        const { requestId: _, instance: __, ...problem } = JSON.parse(text) as Record<string, unknown>;
        return [name, status, JSON.stringify(problem).replaceAll(/access-(theirs|nowhere)/g, 'it')];
      };
      expect(told(there)).toEqual(told(nowhere));
    }
  });
});

describe('a role that is taken away', () => {
  it('is soon gone at both services, and with it the stream that it had opened', async () => {
    const { key } = await makeKey({ principal: 'a-leaver' });
    const headers = { authorization: `Bearer ${key}` };
    await member(MINE, 'a-leaver', 'recorder');
    const write = () => call('POST', `/api/books/${MINE}/events`, partyRegistered('buyer', 'Buyer Inc.'), headers);
    const look = () => call('GET', `/api/books/${MINE}`, undefined, headers);
    expect([(await write()).status, (await look()).status]).toEqual([200, 200]);
    const stream = await call('GET', `/api/books/${MINE}/stream`, undefined, headers);
    const ended = stream.text().catch(() => 'cut');
    await ok(await call('DELETE', `/api/books/${MINE}/members/a-leaver`));
    expect((await write()).status).toBe(404);
    await expect.poll(async () => (await look()).status, { timeout: 30_000 }).toBe(404);
    await ended;
  });
});

describe('the audit trail', () => {
  it('says who did what, from which key, and who was refused', async () => {
    interface Entry {
      readonly act: string;
      readonly principal: string;
      readonly via: string;
      readonly outcome: string;
    }
    const { entries } = await read<{ entries: Entry[] }>(`/api/audit?book=${MINE}&limit=1000`);
    const key = inject('key').split('_')[1];
    for (const act of ['book.created', 'member.set', 'member.removed', 'key.made', 'book.resumed']) {
      const done = { act, principal: 'platform-operator', via: `key ${key}`, outcome: 'done' };
      expect(entries).toContainEqual(expect.objectContaining(done));
    }
    const revoked = { act: 'key.revoked', principal: 'a-operator', subject: keyOf[MINE], outcome: 'done' };
    expect(entries).toContainEqual(expect.objectContaining(revoked));
    const refused = { act: 'POST /api/books/:book/events', principal: 'a-reader', outcome: 'refused' };
    expect(entries).toContainEqual(expect.objectContaining(refused));
    expect(JSON.stringify(entries)).not.toContain(inject('key').split('_')[2]);
  });
});
