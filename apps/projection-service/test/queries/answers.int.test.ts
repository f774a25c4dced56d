import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COLUMNS } from '../../src/queries/columns.ts';
import { obligationsLedger } from '../read-models/obligations-ledger.ts';
import { checkDescribed, document } from './described.ts';
import { ReadingSide } from './reading-side.ts';
import { type Written, WrittenLedger } from './written-ledger.ts';

/** The example book as it would be recorded: an event that a line names by its version is named by its id. */
function exampleBook(): WrittenLedger {
  const ledger = new WrittenLedger('ai-compute');
  const file = new URL('../../../../examples/ai-compute.ndjson', import.meta.url);
  const ids = new Map<string, string>();
  const versions = new Map<string, number>();
  for (const line of readFileSync(file, 'utf8').trimEnd().split('\n')) {
    const { idempotencyKey: _, deal, party, data, reason: __, ...said } = JSON.parse(line);
    const stream = deal ? `deal/${deal}` : `party/${party}`;
    const named = data.event ? { event: ids.get(`${stream} ${data.event.version}`) } : {};
    const version = (versions.get(stream) ?? 0) + 1;
    versions.set(stream, version);
    const { id } = ledger.write({ ...(said as Written), stream, data: { ...data, ...named } });
    ids.set(`${stream} ${version}`, id);
  }
  return ledger;
}

describe('the document of the API', () => {
  const answers = Object.entries(document.paths).flatMap(([route, methods]) =>
    Object.entries(methods).flatMap(([method, { responses }]) =>
      Object.entries(responses).map(([status, answer]) => ({ name: `${method} ${route} ${status}`, status, answer })),
    ),
  );

  it('says of each answer what is in it', () => {
    const full = answers.filter(({ status }) => status.startsWith('2') && status !== '204');
    expect(full.length).toBeGreaterThan(40);
    expect(full.filter(({ answer }) => !answer.content).map(({ name }) => name)).toEqual([]);
  });

  it('names each form that a table comes in', () => {
    const forms = Object.keys(COLUMNS).map((route) => {
      const path = `/api/books${route.replaceAll(/:(\w+)/g, '{$1}')}`;
      const method = path.endsWith('/stress') ? 'post' : 'get';
      return Object.keys(document.paths[path]?.[method]?.responses[200]?.content ?? {});
    });
    for (const each of forms) expect(each).toEqual(['application/json', 'text/csv', 'application/x-ndjson']);
  });
});

describe.each([
  { what: 'the example book', ledger: exampleBook(), deal: 'openai-aws', target: 'compute-build-out' },
  { what: 'a book with obligations of every kind', ledger: obligationsLedger(), deal: 'oracle', target: 'build-out' },
])('$what', ({ ledger, deal, target }) => {
  let side: ReadingSide;
  beforeAll(async () => {
    side = await ReadingSide.start(ledger);
  });
  afterAll(async () => void (await side.stop()));

  const groupBy = 'groupBy=obligor,obligee,account,deal,leg,product,due-year,due-quarter';
  const asked = [
    '',
    `/exposures?${groupBy}`,
    '/exposures?consolidate=true',
    '/exposures/explain?consolidate=true',
    `/exposures/diff?${groupBy}&from=12&to=${ledger.head}&consolidate=true`,
    '/exposures/diff?fromValid=2025-12-31&toValid=2026-12-31',
    '/deals',
    `/deals/${deal}`,
    `/deals/${deal}/history`,
    '/parties',
    '/parties/openai',
    '/parties/openai/history',
    '/events?limit=1000',
    '/events/7',
    '/concentration',
    '/concentration?party=openai&consolidate=true',
    '/firmness?consolidate=true',
    '/delivery',
    '/coverage?party=openai',
    '/runoff?by=month&party=openai',
    '/runoff?by=year&consolidate=true',
    `/reconciliation?target=${target}`,
    '/rights',
    '/flows',
    '/flows?consolidate=false&account=intent,option,conditional,firm,performed,lapsed',
  ];
  const readings = ['', 'reading=alternative', 'validAt=2027-03-31', `knownAt=${ledger.head - 2}`];

  it.each(asked)('is answered at %s as it is described, wherever one stands', async (path) => {
    const isDiff = path.includes('/diff');
    const held = readings.filter((each) => !isDiff || !/validAt|knownAt/.test(each));
    for (const reading of held) {
      const query = [path.split('?')[1], reading].filter((part) => part).join('&');
      const answer = await side.json<object>(`${path.split('?')[0]}${query ? `?${query}` : ''}`);
      expect(Object.keys(answer).length).toBeGreaterThan(0);
    }
  });

  it('is answered under stress as it is described', async () => {
    const { parties } = await side.json<{ parties: readonly { party: string }[] }>('/parties');
    const assets = Object.fromEntries(parties.map(({ party }) => [party, '0.5']));
    const address = `${side.origin}/api/books/${ledger.book}/stress?validAt=2026-06-30`;
    const stress = await fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ unit: 'USD', assets, alpha: '0.5', shocks: [{ party: 'openai', paysFraction: '0.3' }] }),
    });
    const outcome = (await stress.json()) as { readonly rounds: readonly object[] };
    checkDescribed('post', new URL(address).pathname, stress.status, outcome);
    expect(outcome.rounds.length).toBeGreaterThan(0);
  });

  it('is listed, and who asks is told, as it is described', async () => {
    for (const path of ['/api/books', '/api/session']) {
      const answer = await fetch(`${side.origin}${path}`);
      checkDescribed('get', path, answer.status, await answer.json());
    }
  });
});

it('holds an answer to be another than it is described where a field is missing, or one is there that is not', () => {
  const books = { books: [] };
  checkDescribed('get', '/api/books', 200, books);
  expect(() => checkDescribed('get', '/api/books', 200, {})).toThrow('books');
  expect(() => checkDescribed('get', '/api/books', 200, { ...books, more: 1 })).toThrow('more');
  expect(() => checkDescribed('get', '/api/nothing', 200, {})).toThrow('not described');
});
