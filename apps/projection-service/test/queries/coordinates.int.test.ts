import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ReadingSide } from './reading-side.ts';
import { exampleLedger } from './written-ledger.ts';

const metric = (value: string) => ({
  type: 'MetricObserved' as const,
  stream: 'party/openai',
  data: { parties: ['openai'], metric: 'cash', quantity: { qualifier: 'exact', value, unit: 'USD' } },
  announcedOn: '2026-04-01',
});

describe('a book that the ledger is ahead of', () => {
  const ledger = exampleLedger();
  let side: ReadingSide;
  beforeAll(async () => {
    side = await ReadingSide.start(ledger);
  });
  afterAll(async () => void (await side.stop()));

  it('answers once the position is reached', async () => {
    ledger.write(metric('1'));
    const waiting = side.get(`/exposures?minPosition=${ledger.head}`);
    const asKnownAt = side.get(`/exposures?knownAt=${ledger.head}`);
    await side.project(ledger);
    for (const response of await Promise.all([waiting, asKnownAt])) {
      expect(response.status).toBe(200);
      expect(response.headers.get('offtake-position')).toBe(String(ledger.head));
    }
  });

  it('gives up after five seconds, and says when to come back', async () => {
    ledger.write(metric('2'));
    const response = await side.get(`/deals?minPosition=${ledger.head}`);
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('1');
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    await side.project(ledger);
  });

  it('refuses a position above the newest event at once', async () => {
    expect((await side.get(`/exposures?knownAt=${ledger.head + 1}`)).status).toBe(400);
    expect((await side.get(`/exposures?minPosition=${ledger.head + 1}`)).status).toBe(400);
  });

  it('answers what it has of a halted book, and refuses at once what it has not', async () => {
    ledger.write(metric('3'));
    await side.halt(ledger.book, 'gap at 13');
    expect((await side.get('/exposures')).status).toBe(200);
    const asked = Date.now();
    const response = await side.get(`/exposures?minPosition=${ledger.head}`);
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({ detail: expect.stringContaining('gap at 13') });
    expect(Date.now() - asked).toBeLessThan(1_000);
    for (const query of ['', `?minPosition=${ledger.head}`, '?knownAt=2026-12-31', '?validAt=2026-12-31']) {
      const { books } = (await (await fetch(`${side.origin}/api/books${query}`)).json()) as { books: object[] };
      expect(books).toMatchObject([{ state: 'halted', events: 12, checkpoint: 12, position: 13, deals: 2 }]);
    }
  });
});

describe('a read', () => {
  const ledger = exampleLedger();
  const empty = exampleLedger('unread');
  empty.received.length = 0;
  let side: ReadingSide;
  beforeAll(async () => {
    side = await ReadingSide.start(ledger, empty);
  });
  afterAll(async () => void (await side.stop()));

  it.each([
    ['/exposures?nonsense=1', 'nonsense'],
    ['/exposures?groupBy=colour', 'groupBy'],
    ['/exposures?account=firmish', 'account'],
    ['/exposures?knownAt=yesterday', 'knownAt'],
    ['/exposures?validAt=2026-02-30', 'validAt'],
    ['/exposures?reading=other', 'reading'],
    ['/exposures/diff?from=1', 'to'],
    ['/exposures/diff', 'from'],
    ['/deals?state=imaginary', 'state'],
    ['/deals/openai-aws?after=3', 'after'],
    ['/events?limit=1001', 'limit'],
    ['/events?type=DealDreamt', 'type'],
    ['/stream?after=-1', 'after'],
  ])('%s is a 400 that names %s', async (path, name) => {
    const response = await side.get(path);
    expect(response.status).toBe(400);
    const { violations } = (await response.json()) as { violations: { path: string }[] };
    expect(violations.map(({ path }) => path.split('/')[1])).toContain(name);
  });

  it('is not sent again while nothing has changed', async () => {
    const first = await side.get('/exposures');
    const tag = first.headers.get('etag') ?? '';
    expect(first.headers.get('cache-control')).toBe('private, no-cache');
    expect((await side.get('/exposures', { 'if-none-match': tag })).status).toBe(304);
    expect((await side.get('/exposures?knownAt=4', { 'if-none-match': tag })).status).toBe(200);
    expect((await side.get('/exposures', { 'if-none-match': tag, accept: 'text/csv' })).status).toBe(200);
  });

  it('is not sent again as lines either, nor of the books, while nothing has changed', async () => {
    const books = `${side.origin}/api/books`;
    const lines = { accept: 'application/x-ndjson' };
    for (const [path, headers] of [
      [`${books}/test/events`, lines],
      [`${books}/test`, {}],
      [books, {}],
      [`${books}/test?knownAt=4`, {}],
    ] as const) {
      const first = await fetch(path, { headers });
      const tag = first.headers.get('etag') ?? '';
      expect(await first.text()).not.toBe('');
      expect([path, first.status, first.headers.get('cache-control')]).toEqual([path, 200, 'private, no-cache']);
      if (path !== books) {
        expect(first.headers.get('offtake-position')).toBe(path.endsWith('4') ? '4' : String(ledger.head));
      }
      const again = await fetch(path, { headers: { ...headers, 'if-none-match': tag } });
      expect([path, again.status, await again.text()]).toEqual([path, 304, '']);
    }
  });

  it('comes as CSV or as lines, where a table is asked for so', async () => {
    const csv = await side.get('/exposures?groupBy=obligor&account=intent', { accept: 'text/csv' });
    expect(await csv.text()).toBe(
      'obligor,kind,unit,low,stated,high,unstated,disputed\r\namazon,equity,USD,0,0,,1,\r\n',
    );
    const lines = await side.get('/parties', { accept: 'application/x-ndjson' });
    expect((await lines.text()).trimEnd().split('\n')).toHaveLength(3);
  });

  it('finds nothing in a book without events, and no book that there is not', async () => {
    const origin = `${side.origin}/api/books`;
    const answer = await fetch(`${origin}/unread/exposures`);
    expect(await answer.json()).toMatchObject({ position: 0, rows: [] });
    expect((await fetch(`${origin}/missing/exposures`)).status).toBe(404);
    expect((await fetch(`${origin}/missing`)).status).toBe(404);
  });

  it('counts what a book had at the coordinates', async () => {
    const counted = async (query: string) => {
      const { events, deals, parties } = (await (
        await fetch(`${side.origin}/api/books/test${query}`)
      ).json()) as Counts;
      const { books } = (await (await fetch(`${side.origin}/api/books${query}`)).json()) as { books: Counts[] };
      expect(books[0]).toMatchObject({ events, deals, parties });
      return [events, deals, parties];
    };
    expect(await counted('?knownAt=2')).toEqual([2, 0, 2]);
    expect(await counted('?knownAt=4')).toEqual([4, 1, 3]);
    expect(await counted('?knownAt=2025-12-31')).toEqual([5, 2, 3]);
    expect(await counted('?validAt=2025-11-03')).toEqual([ledger.head, 1, 3]);
    expect(await counted('?validAt=2025-11-02')).toEqual([ledger.head, 0, 3]);
    expect((await fetch(`${side.origin}/api/books/test?knownAt=${ledger.head + 1}`)).status).toBe(400);
    expect((await fetch(`${side.origin}/api/books?knownAt=${ledger.head + 1}`)).status).toBe(200);
    expect((await fetch(`${side.origin}/api/books?nonsense=1`)).status).toBe(400);
  });

  it('lists the books with what the ledger and the read models have', async () => {
    const { books } = (await (await fetch(`${side.origin}/api/books`)).json()) as { books: object[] };
    const counts = {
      position: ledger.head,
      checkpoint: ledger.head,
      lag: 0,
      events: ledger.head,
      deals: 2,
      parties: 3,
    };
    expect(books[0]).toEqual({ book: 'test', name: 'The book test', ...counts, state: 'live' });
    expect(books).toHaveLength(2);
    expect(await (await fetch(`${side.origin}/api/session`)).json()).toMatchObject({ open: true });
  });
});

interface Counts {
  readonly events: number;
  readonly deals: number;
  readonly parties: number;
}
