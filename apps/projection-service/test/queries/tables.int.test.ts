import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COLUMNS, columnsOf } from '../../src/queries/columns.ts';
import { ReadingSide } from './reading-side.ts';
import { exampleLedger, WrittenLedger } from './written-ledger.ts';

/** Every table, and how to ask for one that has rows. */
const ASKED: Readonly<Record<string, string>> = {
  '': '',
  '/:book/exposures': '?groupBy=obligor,due-year',
  '/:book/exposures/explain': '',
  '/:book/exposures/diff': '?groupBy=deal&from=0&to=0',
  '/:book/deals': '',
  '/:book/deals/:deal/history': '',
  '/:book/parties': '',
  '/:book/parties/:party/history': '',
  '/:book/events': '',
  '/:book/firmness': '',
  '/:book/delivery': '',
  '/:book/runoff': '',
  '/:book/coverage': '?party=openai',
  '/:book/reconciliation': '?target=build-out',
  '/:book/rights': '',
  '/:book/concentration': '?party=openai&side=obligor&kind=payment&unit=USD',
  '/:book/flows': '?unit=USD',
  '/:book/stress': '?validAt=2026-06-30',
};
/** Of what a book without events has none. */
const NEEDS_EVENTS = /:deal|:party|coverage|reconciliation|concentration|stress/;

let side: ReadingSide;
beforeAll(async () => {
  const ledger = exampleLedger();
  const usd = { qualifier: 'exact', value: '1400000000000', unit: 'USD' };
  const target = { target: 'build-out', title: 'All of it', parties: ['openai'], quantities: [usd] };
  ledger.write({ type: 'TargetStated', stream: 'party/openai', data: target, announcedOn: '2026-03-06' });
  const right = { id: 'x', kind: 'exclusivity', holder: 'aws', grantor: 'openai', from: '2026-01-01', to: null };
  ledger.write({ type: 'RightGranted', stream: 'deal/openai-aws', data: { right }, announcedOn: '2026-03-07' });
  side = await ReadingSide.start(ledger, new WrittenLedger('empty'));
});
afterAll(async () => void (await side.stop()));

const ask = (route: string, book: string, accept: string) => {
  const path = route.replace(':book', book).replace(':deal', 'openai-aws').replace(':party', 'openai');
  const body = { unit: 'USD', assets: { openai: '1', aws: '1', amazon: '1' } };
  const posted = {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { accept, 'content-type': 'application/json' },
  };
  const asked = route.endsWith('/stress') ? posted : { headers: { accept } };
  return fetch(`${side.origin}/api/books${path}${(ASKED[route] ?? '').replace('to=0', 'to=9')}`, asked);
};

const groupsOf = (route: string) => /groupBy=([^&]+)/.exec(ASKED[route] ?? '')?.[1];

describe.each(Object.keys(COLUMNS))('the table at /api/books%s', (route) => {
  const head = columnsOf(`/api/books${route}`, groupsOf(route)).join(',');

  it('comes as CSV, under columns that hold all that its rows have', async () => {
    const answer = await ask(route, 'test', 'text/csv');
    const [first, ...rows] = (await answer.text()).split('\r\n');
    expect([answer.status, first]).toEqual([200, head]);
    expect(rows.length).toBeGreaterThan(1);
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="[a-z0-9-]+\.csv"$/);
  });

  it('comes as a line for each row', async () => {
    const answer = await ask(route, 'test', 'application/x-ndjson');
    const lines = (await answer.text()).trim().split('\n');
    for (const line of lines) expect(JSON.parse(line)).toBeTypeOf('object');
    expect(answer.headers.get('content-type')).toBe('application/x-ndjson; charset=utf-8');
    expect(answer.headers.get('content-disposition')).toMatch(/\.ndjson"$/);
  });
});

const withoutRows = Object.keys(COLUMNS).filter((route) => route !== '' && !NEEDS_EVENTS.test(route));

it.each(withoutRows)('the table at /api/books%s has the same columns without a row', async (route) => {
  const path = `${route.replace(':book', 'empty')}${ASKED[route]}`;
  const answer = await fetch(`${side.origin}/api/books${path}`, { headers: { accept: 'text/csv' } });
  expect(await answer.text()).toBe(`${columnsOf(`/api/books${route}`, groupsOf(route)).join(',')}\r\n`);
});
