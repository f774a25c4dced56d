import { beforeAll, describe, expect, it } from 'vitest';
import { call, exposures, read, record } from '../api.ts';
import { givenBook, paid } from '../given.ts';

interface Explained {
  readonly postings: readonly { readonly stated: string; readonly unstated: number; readonly account: string }[];
  readonly sum: readonly { readonly stated: string }[];
}

const book = 'ledger';
const amounts = async (query: string) =>
  Object.fromEntries((await exposures(book, query)).map(({ account, stated }) => [account, stated]));

beforeAll(() => givenBook(book));

describe('a deal that was paid in part', () => {
  it('is read as it was before, as it is now, and as what was public on a day', async () => {
    const { position } = await record(book, paid('supply', 200));
    expect(position).toBe(4);
    expect(await amounts(`minPosition=${position}`)).toEqual({ firm: '500', performed: '200' });
    expect(await amounts('knownAt=3')).toEqual({ firm: '700' });
    expect(await amounts('knownAt=2025-02-15')).toEqual({ firm: '700' });
    expect(await amounts('knownAt=2025-01-15')).toEqual({});
    expect(await amounts('validAt=2025-02-15')).toEqual({ firm: '700' });
  });

  it('is explained by the postings whose sum is the number', async () => {
    const { postings, sum } = await read<Explained>(`/api/books/${book}/exposures/explain?account=firm&kind=payment`);
    expect(postings.map(({ stated }) => stated)).toEqual(['700', '-200']);
    expect(sum.map(({ stated }) => stated)).toEqual(['500']);
  });
});

describe('a call without a key', () => {
  it('is refused with a problem, for reading and for writing', async () => {
    for (const [method, path] of [
      ['GET', `/api/books/${book}/deals`],
      ['POST', `/api/books/${book}/events`],
    ] as const) {
      const answer = await call(method, path, method === 'GET' ? undefined : {}, { authorization: '' });
      expect(answer.status).toBe(401);
      expect(answer.headers.get('content-type')).toContain('application/problem+json');
    }
  });

  it('is refused with the wrong key', async () => {
    const answer = await call('GET', '/api/books', undefined, { authorization: 'Bearer ofk_0000000000000000_00' });
    expect(answer.status).toBe(401);
  });
});

describe('a refusal', () => {
  it('names the rule and the field, and leads to a page that says what it means', async () => {
    const answer = await call('POST', `/api/books/${book}/events`, paid('supply', 1_000));
    expect(answer.status).toBe(422);
    const problem = (await answer.json()) as { type: string; violations: { path: string; rule: string }[] };
    expect(problem.violations[0]?.path).toBe('/data/quantity');
    const [page, slug] = problem.type.split('#');
    expect(await (await call('GET', page ?? '')).text()).toContain(`id="${slug}"`);
  });
});

describe('the routes between the services', () => {
  it('are not to be reached from outside', async () => {
    expect((await call('GET', '/internal/heads')).headers.get('content-type')).toContain('text/html');
  });
});
