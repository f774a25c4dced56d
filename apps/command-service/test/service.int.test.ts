import { connect } from '@offtake/event-store/store';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { announced, performed, registered } from './commands.ts';
import { importLines, KEY, PASSWORDS, post, run, type Services, startServices, TOKEN } from './services.ts';

let services: Services;
let a = '';
let b = '';
let book = '';
let books = 0;

beforeAll(async () => {
  services = await startServices(2, { OFFTAKE_LOG: 'postgres' });
  [a = '', b = ''] = services.urls;
});
afterAll(() => services.stop());
beforeEach(async () => {
  books += 1;
  book = `book-${books}`;
  await post(`${a}/api/books`, { book, name: 'A book' });
});

const record = (event: unknown, headers = {}, at = a) => post(`${at}/api/books/${book}/events`, event, headers);
const imports = (query = '', at = a) => `${at}/api/books/${book}/imports${query}`;
const statuses = async (answers: readonly Promise<{ readonly status: number }>[]) =>
  (await Promise.all(answers)).map(({ status }) => status).sort();

async function eventsOf(of: string): Promise<number> {
  const store = connect(services.databaseUrl);
  try {
    return (await store.verify(of)).position;
  } finally {
    await store.close();
  }
}

describe('a book that is created', () => {
  const create = (name: string, key?: string, at = a) =>
    post(`${at}/api/books`, { book: `own-${books}`, name }, key ? { 'idempotency-key': key } : {});

  it('is answered the same again for its Idempotency-Key, also when it has grown', async () => {
    const first = await create('Own', 'k1');
    await post(`${a}/api/books/own-${books}/events`, registered('openai'));
    const again = await create('Own', 'k1', b);
    expect([again.status, again.body]).toEqual([201, first.body]);
  });

  it('exists for everybody else, whatever their key', async () => {
    await create('Own', 'k1');
    for (const key of [undefined, 'k2', 'k2']) {
      const answer = await create('Own', key);
      expect([answer.status, answer.body.type]).toEqual([409, '/docs/problems#exists']);
    }
    const reused = await create('Another name', 'k1');
    expect([reused.status, reused.body.type]).toEqual([409, '/docs/problems#key-reused']);
  });
});

describe('an event that is posted', () => {
  it('is recorded, and says where', async () => {
    const answer = await record(registered('openai'));
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({ book, position: 1, stream: 'party/openai', version: 1 });
    expect(answer.body.event).toMatch(/^[0-9a-f-]{14}7/);
    expect(answer.headers.get('location')).toBe(`/api/books/${book}/events/1`);
    expect(answer.headers.get('etag')).toBe('"1"');
    const again = await record(registered('openai'));
    expect([again.status, again.body]).toEqual([200, { book, position: 1 }]);
  });

  it('is refused with the rule, the place and the reason', async () => {
    const answer = await record(announced('d'));
    expect(answer.status).toBe(422);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.body).toMatchObject({ violations: [{ rule: 'unknown-party', path: '/data/legs/0/obligor' }] });
  });

  it('is a problem of the client where it is malformed, unknown, too large or nobody may send it', async () => {
    expect((await record('{')).status).toBe(400);
    expect((await record({ ...registered('x'), more: 1 })).body).toMatchObject({ violations: [{ path: '/more' }] });
    expect((await record(registered('x'), { 'content-type': 'application/xml' })).status).toBe(415);
    expect((await post(`${a}/api/books/none/events`, registered('x'))).status).toBe(404);
    expect((await post(`${a}/api/books/NONE/events`, registered('x'))).status).toBe(400);
    expect((await record(registered('x'), { authorization: 'Bearer ofk_a_b' })).status).toBe(401);
    expect((await record(registered('x'), { 'if-match': 'x' })).status).toBe(400);
    const evidence = Array.from({ length: 50 }, () => ({ publisher: 'p', tier: 'press', excerpt: '€'.repeat(1_900) }));
    expect((await record({ ...registered('x'), evidence })).body).toMatchObject({
      status: 413,
      detail: expect.stringContaining('256 KiB'),
    });
    expect((await post(`${a}/api/books`, { book, name: 'Again' })).status).toBe(409);
  });

  it('is recorded once for each Idempotency-Key, on whichever process', async () => {
    const key = { 'idempotency-key': 'k' };
    const first = await record(registered('openai'), key);
    const again = await record(registered('openai'), key, b);
    expect([again.status, again.body]).toEqual([201, first.body]);
    expect((await record(registered('aws'), key)).status).toBe(409);
    expect(await eventsOf(book)).toBe(1);
  });

  it('is recorded only on the version that If-Match names', async () => {
    await record(registered('openai'));
    const metric = { parties: ['openai'], metric: 'cash', quantity: { qualifier: 'exact', value: '1', unit: 'USD' } };
    const observed = { ...registered('openai'), type: 'MetricObserved', data: metric };
    expect((await record(observed, { 'if-match': '"2"' })).status).toBe(412);
    expect((await record(observed, { 'if-match': '"1"' })).status).toBe(201);
  });
});

describe('two service processes', () => {
  const parties = () => importLines(imports(), [registered('openai'), registered('aws')]);

  it('accept one of two writers on one version of a stream', async () => {
    await parties();
    await record(announced('d'));
    await record(performed('d'), {}, b);
    const race = [a, b, a, b].map((at) => record(performed('d'), { 'if-match': '"2"' }, at));
    expect(await statuses(race)).toEqual([201, 412, 412, 412]);
  });

  it('accept one of two deals that are probably the same', async () => {
    await parties();
    await record(performed('none'), {}, b);
    expect(await statuses([record(announced('x')), record(announced('y'), {}, b)])).toEqual([201, 422]);
  });

  it('decide on a party that is just being registered, and record it once', async () => {
    await record(registered('aws'));
    await record(performed('none'), {}, b);
    const [first, second, deal] = await Promise.all([
      record(registered('openai')),
      record(registered('openai'), {}, b),
      record(announced('d'), {}, b),
    ]);
    expect([first?.status, second?.status].sort()).toEqual([200, 201]);
    expect([201, 422]).toContain(deal?.status);
    expect(await eventsOf(book)).toBe(deal?.status === 201 ? 3 : 2);
  });

  it('lose none of many events', async () => {
    const race = Array.from({ length: 100 }, (_, n) => record(registered(`party-${n}`), {}, n % 2 === 0 ? a : b));
    expect(new Set(await statuses(race))).toEqual(new Set([201]));
    expect(await eventsOf(book)).toBe(100);
  });
});

describe('an import', () => {
  const lines = (count: number) =>
    Array.from({ length: count }, (_, n) => ({ ...registered(`party-${n}`), idempotencyKey: `line-${n}` }));

  it('adds nothing when it is sent twice', async () => {
    const [first] = await importLines(imports(), lines(600));
    expect(first).toMatchObject({ done: true, lines: 600, recorded: 600, refused: 0, position: 600 });
    const [second] = await importLines(imports('', b), lines(600));
    expect(second).toMatchObject({ done: true, recorded: 0, replayed: 600, refused: 0, position: 600 });
    expect(await eventsOf(book)).toBe(600);
  });

  it('is NDJSON, and of a book that exists', async () => {
    expect((await post(imports(), registered('a'))).status).toBe(415);
    const ndjson = { 'content-type': 'application/x-ndjson' };
    expect((await post(`${a}/api/books/none/imports`, '{}', ndjson)).status).toBe(404);
    expect((await post(imports('?onError=maybe'), '{}', ndjson)).status).toBe(400);
  });

  it('stops at the first refused line, and names it', async () => {
    const file = [registered('a'), registered('b'), registered('a', 'Other'), registered('c'), '{'];
    expect(await importLines(imports(), file)).toMatchObject([
      { line: 3, violations: [{ rule: 'registered-twice' }] },
      { done: true, recorded: 2, refused: 1, nextLine: 3, position: 2 },
    ]);
    expect(await eventsOf(book)).toBe(2);
  });

  it('skips refused lines where it is told to', async () => {
    const file = [registered('a'), '{', registered('a', 'Other'), { ...registered('c'), idempotencyKey: 'k' }];
    const again = [registered('d'), { ...registered('e'), idempotencyKey: 'k' }];
    const told = await importLines(imports('?onError=skip'), [...file, ...again]);
    expect(told.map(({ line }) => line)).toEqual([2, 3, 6, undefined]);
    expect(told.at(-1)).toMatchObject({ done: true, lines: 6, recorded: 3, refused: 3, position: 3 });
  });

  it('decides without writing in a dry run, and says on what it rests', async () => {
    await record(registered('openai'));
    const file = [registered('aws'), announced('d'), performed('d', '11')];
    const told = await importLines(imports('?dryRun=true'), file);
    expect(told.slice(2)).toMatchObject([
      { line: 3, violations: [{ rule: expect.any(String) }] },
      { done: true, dryRun: true, recorded: 2, refused: 1, position: 1 },
    ]);
    expect(await eventsOf(book)).toBe(1);
  });
});

describe('the service', () => {
  it('prepares its database as often as it is told to', async () => {
    await record(registered('x'));
    await run('migrate', { OFFTAKE_ADMIN_DATABASE_URL: services.adminUrl, ...PASSWORDS });
    await run('operator-key', { OFFTAKE_ADMIN_DATABASE_URL: services.adminUrl }, `${KEY}\n`);
    expect((await record(registered('y'))).status).toBe(201);
  });

  it('signs in with a one-time code, once, for a cookie that pages cannot read', async () => {
    const code = (await run('sign-in-code', { OFFTAKE_ADMIN_DATABASE_URL: services.adminUrl })).trim();
    const answer = await post(`${a}/api/session`, { code }, { authorization: '' });
    expect(answer.status).toBe(204);
    const cookie = answer.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/^offtake_session=[^;]+;.*HttpOnly.*SameSite=Strict.*Max-Age=2592000/);
    const own = { origin: a };
    const withCookie = { authorization: '', cookie: cookie.split(';')[0] ?? '', ...own };
    expect((await record(registered('x'), withCookie)).status).toBe(201);
    expect((await post(`${a}/api/session`, { code }, { authorization: '' })).status).toBe(401);
    const headers = { cookie: withCookie.cookie, ...own };
    expect((await fetch(`${a}/api/session`, { method: 'DELETE', headers })).status).toBe(204);
    expect((await record(registered('y'), withCookie, a)).status).toBe(401);
  });

  it('tells the heads of the books to the other service', async () => {
    const heads = (token: string) => fetch(`${a}/internal/heads`, { headers: { authorization: `Bearer ${token}` } });
    await record(registered('x'));
    expect((await heads(KEY)).status).toBe(401);
    const answer = (await (await heads(TOKEN)).json()) as { books: { book: string; position: number }[] };
    expect(answer.books.find((head) => head.book === book)).toMatchObject({ position: 1, name: 'A book' });
  });

  it('describes what it takes by the schemas that it checks by', async () => {
    const { paths, components } = JSON.parse(await run('openapi', {}));
    const { content } = paths['/api/books/{book}/events'].post.requestBody;
    expect(content['application/json'].schema).toEqual({ $ref: '#/components/schemas/Command' });
    expect(JSON.stringify(components.schemas.Command)).toContain('PerformanceRecorded');
  });

  it('says that it lives, is ready, and what it did', async () => {
    for (const path of ['/healthz', '/readyz', '/metrics']) expect((await fetch(`${a}${path}`)).status).toBe(200);
  });
});
