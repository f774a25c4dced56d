import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ReadingSide } from '../queries/reading-side.ts';
import { networkLedger } from './network-ledger.ts';

interface Stressed {
  readonly position: number;
  readonly parties: readonly object[];
  readonly payments: readonly object[];
  readonly rounds: readonly (readonly string[])[];
}
interface Violated {
  readonly violations: readonly { readonly rule: string; readonly path: string }[];
}

describe('a network of parties', () => {
  let side: ReadingSide;
  beforeAll(async () => {
    side = await ReadingSide.start(networkLedger());
  });
  afterAll(async () => void (await side.stop()));

  const post = (body: object, query = 'validAt=2026-06-30', headers: Record<string, string> = {}) =>
    fetch(`${side.origin}/api/books/test/stress?${query}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
  const stress = async (body: object = {}, query?: string) => {
    const response = await post({ unit: 'USD', ...body }, query);
    const text = await response.text();
    if (response.status !== 200) throw new Error(`${response.status} ${text}`);
    return JSON.parse(text) as Stressed;
  };
  const refused = async (body: object, query?: string) => {
    const response = await post({ unit: 'USD', ...body }, query);
    expect(response.status).toBe(422);
    const { violations } = (await response.json()) as Violated;
    return violations.map(({ rule, path }) => `${rule} ${path}`);
  };

  describe('under concentration', () => {
    it('has shares of firm and performed by counterparty, from either side', async () => {
      const owes = await side.json('/concentration?party=coreweave&kind=payment');
      expect(owes).toMatchObject({ party: 'coreweave', side: 'obligor', kind: 'payment', unit: 'USD', hhi: '10000' });
      const all = await side.json('/concentration?party=openai');
      expect(all).toMatchObject({
        total: { low: '48', stated: '48', high: null, unstated: 1 },
        shares: [
          { party: 'aws', stated: '38', share: '0.791667' },
          { party: 'coreweave', stated: '10', share: '0.208333' },
          { party: 'nvidia', stated: '0', unstated: 1, high: null, share: '0' },
        ],
        top1: '0.791667',
        top3: '1',
      });
      const owed = await side.json('/concentration?party=nvidia&side=obligee');
      expect(owed).toMatchObject({ shares: [{ party: 'coreweave', share: '1' }, { party: 'openai' }] });
    });

    it('reads parties as their parents where asked to, and takes everybody where nobody is named', async () => {
      const grouped = await side.json('/concentration?party=openai&consolidate=true');
      expect(grouped).toMatchObject({ shares: [{ party: 'amazon' }, {}, {}] });
      const everybody = await side.json('/concentration?side=obligee');
      expect(everybody).toMatchObject({ party: null, total: { stated: '61' } });
    });

    it('lists what stays inside a group, which hangs on nobody', async () => {
      const rent = { deal: 'aws-amazon', leg: 'rent', obligor: 'aws', obligee: 'amazon', party: 'amazon', stated: '7' };
      const grouped = await side.json('/concentration?party=aws&consolidate=true');
      expect(grouped).toMatchObject({ party: 'amazon', shares: [], total: { stated: '0' }, internal: [rent] });
      const apart = await side.json('/concentration?party=aws');
      expect(apart).toMatchObject({ shares: [{ party: 'amazon', stated: '7' }], internal: [] });
      const everybody = await side.json('/concentration?consolidate=true');
      expect(everybody).toMatchObject({ total: { stated: '54' }, internal: [rent] });
    });

    it('has no measure where nothing is stated', async () => {
      const none = await side.json('/concentration?party=lenders');
      expect(none).toMatchObject({ shares: [], hhi: null, effectiveNumber: null, top1: null, top3: null });
    });
  });

  describe('under flows', () => {
    it('has edges of every unit, loops with their value, and what goes round of one', async () => {
      const flows = await side.json<{ edges: object[] }>('/flows');
      // 10 + 6 + 5 + 3 + 38 flow; 3 of each of three hops go round.
      expect(flows).toMatchObject({
        unit: 'USD',
        gross: '62',
        circularity: '0.145161',
        cycles: [
          { parties: ['coreweave', 'nvidia', 'openai'], value: '3' },
          { parties: ['coreweave', 'openai'], value: null },
          { parties: ['nvidia', 'openai'], value: null },
        ],
      });
      expect(flows.edges).toHaveLength(7);
      expect(flows).not.toHaveProperty('truncated');
    });

    it('lists what stays inside a group, as the deal has it', async () => {
      const { internal } = await side.json<{ internal: object[] }>('/flows');
      expect(internal).toEqual([
        {
          deal: 'aws-amazon',
          leg: 'rent',
          obligor: 'aws',
          obligee: 'amazon',
          party: 'amazon',
          kind: 'payment',
          unit: 'USD',
          low: '7',
          stated: '7',
          high: '7',
          unstated: 0,
        },
      ]);
      const apart = await side.json('/flows?consolidate=false');
      expect(apart).toMatchObject({ gross: '69', internal: [] });
    });

    it('takes loops of few hops, other units and accounts, and says what it does not take', async () => {
      expect(await side.json('/flows?maxLength=2')).toMatchObject({ cycles: [{ value: null }, { value: null }] });
      expect(await side.json('/flows?unit=MW&account=firm')).toMatchObject({ gross: '300', circularity: '0' });
      expect(await side.json('/flows?account=option')).toMatchObject({ edges: [], circularity: null });
      expect((await side.get('/flows?maxLength=9')).status).toBe(400);
      expect((await side.get('/flows?unit=')).status).toBe(400);
    });

    it('answers 304 to whoever has it, and a table where that is asked for', async () => {
      const etag = (await side.get('/flows')).headers.get('etag') ?? '';
      expect((await side.get('/flows', { 'if-none-match': etag })).status).toBe(304);
      const csv = await (await side.get('/flows', { accept: 'text/csv' })).text();
      expect(csv.split('\r\n')[0]).toBe('obligor,obligee,kind,unit,low,stated,high,unstated,disputed');
      const before = await side.json('/flows?knownAt=6');
      expect(before).toMatchObject({ position: 6, edges: [], gross: '0', circularity: null, passThrough: null });
    });
  });

  describe('under stress', () => {
    it('clears exactly, with the newest buffers, and says who fails in which round', async () => {
      const outcome = await stress();
      expect(outcome).toMatchObject({
        position: 16,
        validAt: '2026-06-30',
        unit: 'USD',
        months: 12,
        kinds: ['payment', 'loan'],
        window: { from: '2026-07-01', to: '2027-06-30' },
        rounds: [['openai'], ['coreweave']],
        payments: [
          { obligor: 'coreweave', obligee: 'lenders', owed: '5', pays: '2.272727' },
          { obligor: 'coreweave', obligee: 'nvidia', owed: '6', pays: '2.727273' },
          { obligor: 'openai', obligee: 'coreweave', owed: '10', pays: '4' },
        ],
      });
      expect(outcome.parties[0]).toEqual({
        party: 'coreweave',
        assets: '1',
        owed: '11',
        pays: '5',
        exact: '5',
        receives: '4',
        shortfall: '6',
        defaults: true,
        round: 2,
      });
    });

    it('lists what it leaves out, and why', async () => {
      expect(await stress()).toMatchObject({
        excluded: [
          { deal: 'openai-aws', leg: 'price', why: 'undated', stated: '38', obligee: 'amazon' },
          { deal: 'openai-nvidia', leg: 'price', why: 'unstated', stated: '0', high: null, unstated: 1 },
        ],
        internal: [{ party: 'amazon', deal: 'aws-amazon', obligor: 'aws', obligee: 'amazon', stated: '7' }],
      });
    });

    it('names whoever owes something with no known buffer, at the coordinates, and never takes it for zero', async () => {
      expect(await refused({}, 'validAt=2026-06-30&knownAt=15')).toEqual(['unknown-buffer /assets/coreweave']);
      expect(await refused({}, 'validAt=2026-03-01')).toEqual(['unknown-buffer /assets/coreweave']);
      expect(await refused({ consolidate: false })).toEqual(['unknown-buffer /assets/aws']);
      const said = await stress({ assets: { coreweave: '100' } }, 'validAt=2026-06-30&knownAt=15');
      expect(said.rounds).toEqual([['openai']]);
    });

    it('takes shocks: a part is paid, a deal slips, everybody leaves', async () => {
      const rich = { assets: { openai: '100', coreweave: '1' } };
      const part = await stress({ ...rich, shocks: [{ party: 'openai', paysFraction: '0.5' }] });
      expect(part.payments).toContainEqual({ obligor: 'openai', obligee: 'coreweave', owed: '10', pays: '5' });
      expect(part.rounds).toEqual([['coreweave']]);
      const slipped = await stress({ ...rich, shocks: [{ deal: 'openai-coreweave', slipQuarters: 3 }] });
      expect(slipped.payments.map((payment) => (payment as { obligor: string }).obligor)).not.toContain('openai');
      const left = await stress({ ...rich, shocks: [{ earliestExit: true }] });
      expect(left.payments).toEqual(slipped.payments);
      const costly = await stress({ alpha: '0.5', beta: '0.5' });
      expect(costly.payments).toContainEqual({ obligor: 'openai', obligee: 'coreweave', owed: '10', pays: '2' });
    });

    it('refuses what it does not know, and what does not fit, each at its place', async () => {
      const shocks = [
        { party: 'nobody', paysFraction: '0.5' },
        { deal: 'nothing', slipQuarters: 1 },
      ];
      expect(await refused({ shocks, assets: { someone: '1' } })).toEqual([
        'unknown-party /shocks/0/party',
        'unknown-deal /shocks/1/deal',
        'unknown-party /assets/someone',
      ]);
      const bad = [{}, { unit: 'USD', months: 0 }, { unit: 'USD', alpha: '1.1' }, { unit: 'USD', assets: { a: '-1' } }];
      for (const body of bad) expect((await post(body)).status).toBe(400);
      expect((await post({ unit: 'USD' }, 'validAt=never')).status).toBe(400);
    });

    it('answers the parties as a table, and is never taken from a cache', async () => {
      const response = await post({ unit: 'USD' }, 'validAt=2026-06-30', { accept: 'text/csv' });
      expect(response.headers.get('cache-control')).toBe('no-store');
      expect((await response.text()).split('\r\n')).toHaveLength(6);
    });
  });
});
