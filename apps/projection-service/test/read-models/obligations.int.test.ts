import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ReadingSide } from '../queries/reading-side.ts';
import { obligationsLedger } from './obligations-ledger.ts';

describe('a party with obligations of every kind', () => {
  const ledger = obligationsLedger();
  let side: ReadingSide;
  beforeAll(async () => {
    side = await ReadingSide.start(ledger);
  });
  afterAll(async () => void (await side.stop()));

  it('is firm for what is firm or performed of its headline', async () => {
    // Payments: 38 + 12 + 2 firm or performed, 25 in option, 13 in intent: 52 / 90.
    const { rows, ...head } = await side.json<Rows>('/firmness?party=openai&validAt=2026-06-30');
    expect(head).toEqual({ position: ledger.head, knownAt: null, validAt: '2026-06-30' });
    expect(rows.map(({ kind, unit, firmness }) => [kind, unit, firmness])).toEqual([
      ['capacity', 'MW', '1'],
      ['payment', 'USD', '0.577778'],
    ]);
    const waterfall = rows[1]?.waterfall as { step: string; stated: string; left: string }[];
    expect(waterfall.map(({ step, stated, left }) => [step, stated, left])).toEqual([
      ['headline', '90', '90'],
      ['intent', '13', '77'],
      ['option', '25', '52'],
      ['conditional', '0', '52'],
      ['performed', '12', '40'],
      ['firm', '40', '40'],
    ]);
    const before = await side.json<Rows>('/firmness?party=openai&kind=payment&knownAt=8');
    expect(before.rows).toMatchObject([{ headline: { stated: '50' }, firmness: '1' }]);
  });

  it('has no firmness inside of itself, where it is consolidated', async () => {
    const inside = await side.json<Rows>('/firmness?deal=inside');
    expect(inside.rows).toMatchObject([{ headline: { stated: '5' } }]);
    const fee = { deal: 'inside', leg: 'fee', party: 'amazon', obligor: 'aws', obligee: 'amazon', stated: '5' };
    for (const path of ['/firmness', '/runoff']) {
      const outside = await side.json<Rows>(`${path}?deal=inside&consolidate=true`);
      expect(outside).toMatchObject({ rows: [], internal: [fee] });
    }
    const group = await side.json<Rows>('/firmness?party=amazon&consolidate=true');
    expect(group.rows).toMatchObject([{ headline: { stated: '38' }, firmness: '0' }]);
  });

  it('is delivered step by step, overdue from the day after', async () => {
    const { rows, totals, today } = await side.json<Delivery>('/delivery?party=openai&deal=oracle&validAt=2027-01-10');
    expect(today).toBe('2027-01-10');
    expect(rows[1]).toMatchObject({
      deal: 'oracle',
      leg: 'price',
      obligor: 'openai',
      obligee: 'oracle',
      performed: '12',
      scheduled: '30',
      ratio: '0.4',
      overdue: '18',
      daysOverdue: 10,
      steps: [
        { due: { to: '2026-03-31' }, quantity: '10', performed: '10', overdue: '0', daysOverdue: 0 },
        { due: { to: '2026-12-31' }, quantity: '20', performed: '2', overdue: '18', daysOverdue: 10 },
        { due: { to: '2028-12-31' }, quantity: '20', performed: '0', overdue: '0', daysOverdue: 0 },
      ],
    });
    expect(totals).toMatchObject([
      { kind: 'capacity', scheduled: '0', ratio: null },
      { kind: 'payment', performed: '12', scheduled: '30', ratio: '0.4', overdue: '18' },
    ]);
    // Before the payment took effect nothing was performed, and all of the first step was overdue.
    const { rows: first } = await side.json<Delivery>(
      '/delivery?deal=oracle&kind=payment&validAt=2026-04-01&knownAt=7',
    );
    expect(first).toMatchObject([{ performed: '0', ratio: '0', overdue: '10', daysOverdue: 1 }]);
  });

  it('runs off by period, on each of its sides; what is due over a term is spread by day', async () => {
    const { rows, by } = await side.json<Runoff>('/runoff?party=openai&validAt=2026-07-10');
    expect(by).toBe('quarter');
    expect(rows.map(({ side, kind }) => [side, kind])).toEqual([
      ['obligor', 'payment'],
      ['obligee', 'capacity'],
    ]);
    expect(rows[0]?.periods.map(({ period, stated, assumed }) => [period, stated, assumed])).toEqual([
      ['2026-Q4', '18', '0'],
      ['2028-Q4', '20', '0'],
    ]);
    expect(rows[0]).toMatchObject({ wall: { period: '2028-Q4', stated: '20' }, undated: { stated: '2' } });
    // 356 days of 10 MW from 10 July on: 83, 92, 90 and 91 of them in the quarters.
    expect(rows[1]?.periods.map(({ period, stated, assumed }) => [period, stated, assumed])).toEqual([
      ['2026-Q3', '830', '830'],
      ['2026-Q4', '920', '920'],
      ['2027-Q1', '900', '900'],
      ['2027-Q2', '910', '910'],
    ]);
    const years = await side.json<Runoff>('/runoff?kind=payment&by=year&validAt=2026-07-10');
    expect(years.rows).toMatchObject([{ kind: 'payment', periods: [{ period: '2026' }, { period: '2028' }] }]);
    expect(years.rows[0]).not.toHaveProperty('side');
  });

  it('is covered by the newest run-rate of its own, and at worst pays what has no date', async () => {
    // 18 due on 2026-12-31; 2 without a date; the cash was observed of two parties together.
    const coverage = await side.json<Coverage>('/coverage?party=openai&validAt=2026-06-30');
    expect(coverage).toMatchObject({ party: 'openai', window: { from: '2026-07-01', to: '2027-06-30' } });
    expect(coverage.rows).toMatchObject([
      {
        unit: 'USD',
        payments: { stated: '18' },
        undated: { stated: '2' },
        runRate: { value: '40', effectiveOn: '2026-02-01', event: ledger.id(12) },
        cash: null,
        ratio: { low: '0.45', stated: '0.45', high: '0.5' },
        withLiquidity: null,
      },
    ]);
    const later = await side.json<Coverage>('/coverage?party=openai&validAt=2026-09-01');
    expect(later.rows).toMatchObject([{ runRate: { value: '80' }, ratio: { stated: '0.225' } }]);
  });

  it('is reconciled with its targets, unit by unit', async () => {
    const target = await side.json<Reconciliation>('/reconciliation?target=build-out');
    expect(target).toMatchObject({ title: 'A build-out', parties: ['openai'], horizon: '2030-12-31' });
    // 100 − 12 − 40 − 25 − 13 = 10; 3,000 − 3,560 = −560.
    expect(target.rows).toMatchObject([
      {
        unit: 'USD',
        counts: { side: 'obligor', kinds: ['payment'] },
        performed: { stated: '12' },
        firm: { stated: '40' },
        option: { stated: '25' },
        intent: { stated: '13' },
        rest: '10',
        overAllocated: false,
      },
      { unit: 'MW', firm: { stated: '3560' }, rest: '-560', overAllocated: true },
    ]);
    expect(target.rows[0]?.legs.map(({ deal, leg }) => `${deal}/${leg}`)).toEqual([
      'aws/more',
      'aws/talk',
      'oci/site',
      'oracle/price',
    ]);
    const listing = await side.json<Reconciliation>('/reconciliation?target=ipo');
    expect(listing).toMatchObject({ counts: null, rows: [{ counts: null, rest: '60', legs: [] }] });
  });

  it('is asked for on one of its sides, where what it owes is not to be mixed with what it is owed', async () => {
    const kinds = async (path: string) => (await side.json<Rows>(path)).rows.map(({ kind }) => kind);
    for (const path of ['/firmness', '/delivery', '/runoff']) {
      expect(new Set(await kinds(`${path}?obligor=openai`))).toEqual(new Set(['payment']));
      expect(new Set(await kinds(`${path}?obligee=openai`))).toEqual(new Set(['capacity']));
    }
    expect((await side.json<Delivery>('/delivery?obligee=oci')).rows.map(({ deal }) => deal)).toEqual([
      'oci',
      'oracle',
    ]);
  });

  it('has its rights in a calendar', async () => {
    const { entries } = await side.json<Rights>('/rights?validAt=2026-06-30');
    expect(entries).toMatchObject([
      { date: '2026-01-01', kind: 'option-window', deal: 'aws', leg: 'more', state: 'past', unit: 'USD', stated: '25' },
      { date: '2026-02-01', kind: 'exclusivity', deal: 'aws', right: 'only', holder: 'aws', state: 'open' },
      { date: '2028-01-01', kind: 'earliest-exit', deal: 'oracle', leg: 'price', noticeDays: 180, state: 'upcoming' },
    ]);
    const ended = await side.json<Rights>('/rights?validAt=2026-08-01&party=aws&from=2026-08-01&to=2026-12-31');
    expect(ended.entries).toMatchObject([{ right: 'only', state: 'ended', endedOn: '2026-08-01' }]);
  });

  it('reads as the party that it was merged into', async () => {
    const { rows } = await side.json<Delivery>('/delivery?party=oracle&kind=payment');
    expect(rows.map(({ deal, obligee }) => [deal, obligee])).toEqual([
      ['oci', 'oracle'],
      ['oracle', 'oracle'],
    ]);
    expect((await side.json<Delivery>('/delivery?party=oracle&kind=payment&knownAt=16')).rows).toHaveLength(1);
    expect(await side.json('/coverage?party=oci')).toMatchObject({ party: 'oracle' });
    expect((await side.json<Rows>('/firmness?party=oci')).rows).toHaveLength(2);
  });

  it('comes as a spreadsheet with a column for each part, run-off with a line for each period', async () => {
    const columns = async (path: string, ...names: string[]) => {
      const text = await (await side.get(path, { accept: 'text/csv' })).text();
      const [head, ...lines] = text.trimEnd().split('\r\n');
      const at = names.map((name) => head?.split(',').indexOf(name) ?? -1);
      return lines.map((line) => at.map((i) => line.split(',')[i]));
    };
    const metrics = ['unit', 'payments.stated', 'runRate.value', 'ratio.high'];
    expect(await columns('/coverage?party=openai&validAt=2026-06-30', ...metrics)).toEqual([
      ['USD', '18', '40', '0.5'],
    ]);
    const runoff = '/runoff?party=openai&kind=payment&validAt=2026-07-10';
    expect(await columns(runoff, 'side', 'kind', 'period', 'stated', 'assumed')).toEqual([
      ['obligor', 'payment', '2026-Q4', '18', '0'],
      ['obligor', 'payment', '2028-Q4', '20', '0'],
      ['obligor', 'payment', '', '2', '0'],
    ]);
  });

  it.each([
    ['/firmness', 2],
    ['/delivery', 4],
    ['/coverage?party=openai', 1],
    ['/reconciliation?target=build-out', 2],
    ['/rights', 3],
  ])('comes from %s as a table of %i rows, and is not sent again while nothing has changed', async (path, rows) => {
    const lines = await side.get(path, { accept: 'application/x-ndjson' });
    expect((await lines.text()).trimEnd().split('\n')).toHaveLength(rows);
    const csv = await side.get(path, { accept: 'text/csv' });
    expect((await csv.text()).trimEnd().split('\r\n')).toHaveLength(rows + 1);
    const tag = csv.headers.get('etag') ?? '';
    expect((await side.get(path, { accept: 'text/csv', 'if-none-match': tag })).status).toBe(304);
  });

  it.each([
    ['/reconciliation?target=nothing', 404],
    ['/reconciliation?target=build-out&knownAt=14', 404],
    ['/reconciliation', 400],
    ['/coverage?party=nobody', 404],
    ['/coverage', 400],
    ['/runoff?by=week', 400],
    ['/rights?from=2026-02-01&to=2026-01-31', 400],
    ['/firmness?by=quarter', 400],
    ['/delivery?minPosition=99', 400],
  ])('%s is a %i', async (path, status) => {
    await side.json(path, status);
  });
});

interface Rows {
  readonly rows: readonly Record<string, unknown>[];
}
interface Delivery {
  readonly today: string;
  readonly rows: readonly { readonly deal: string; readonly obligee: string }[];
  readonly totals: readonly object[];
}
interface Runoff {
  readonly by: string;
  readonly rows: readonly {
    readonly side?: string;
    readonly kind: string;
    readonly periods: readonly { readonly period: string; readonly stated: string; readonly assumed: string }[];
  }[];
}
interface Coverage {
  readonly rows: readonly object[];
}
interface Reconciliation {
  readonly rows: readonly { readonly legs: readonly { readonly deal: string; readonly leg: string }[] }[];
}
interface Rights {
  readonly entries: readonly object[];
}
