import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkDescribed } from '../queries/described.ts';
import { ReadingSide } from '../queries/reading-side.ts';
import type { WrittenLedger } from '../queries/written-ledger.ts';
import { exact, networkLedger } from './network-ledger.ts';

interface Edge {
  readonly obligor: string;
  readonly obligee: string;
  readonly kind?: string;
  readonly stated?: string;
  readonly owed?: string;
  readonly disputed?: true;
}
interface Stressed {
  readonly payments: readonly Edge[];
  readonly parties: readonly { readonly party: string; readonly assets: string | null }[];
  readonly internal: readonly { readonly deal: string; readonly party: string }[];
}
const AT = 'validAt=2026-06-30';
const touched = (edges: readonly Edge[]) =>
  edges.flatMap(({ obligor, obligee, disputed }) => (disputed ? [`${obligor} ${obligee}`] : []));

function starts(ledger: WrittenLedger) {
  let side: ReadingSide;
  beforeAll(async () => {
    side = await ReadingSide.start(ledger);
  });
  afterAll(async () => void (await side.stop()));
  const edges = async (query = '') => (await side.json<{ edges: readonly Edge[] }>(`/flows?${query}`)).edges;
  const stress = async (body: object = {}, query = AT) => {
    const response = await fetch(`${side.origin}/api/books/test/stress?${query}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ unit: 'USD', ...body }),
    });
    expect(response.status).toBe(200);
    const outcome: unknown = await response.json();
    checkDescribed('post', '/api/books/test/stress', 200, outcome);
    return outcome as Stressed;
  };
  return { json: <T>(path: string) => side.json<T>(path), edges, stress };
}

describe('a network with chips for 6 that another source says were 60', () => {
  const ledger = networkLedger();
  const chips = { leg: 'chips', kind: 'payment', obligor: 'coreweave', obligee: 'nvidia', binding: 'firm' };
  const term = { from: '2026-12-31', to: '2026-12-31' };
  const alternative = { title: 'coreweave-nvidia', legs: [{ ...chips, quantity: exact('60'), term }] };
  const data = { event: ledger.id(8), alternative };
  ledger.write({ type: 'DisputeRaised', stream: 'deal/coreweave-nvidia', data, announcedOn: '2026-04-05' });
  const { json, edges, stress } = starts(ledger);

  it('marks what the dispute touches, and nothing else', async () => {
    expect(touched(await edges())).toEqual(['coreweave nvidia']);
    expect(touched(await edges('knownAt=16'))).toEqual([]);
    expect(touched((await stress()).payments)).toEqual(['coreweave nvidia']);
    const { shares } = await json<{ shares: readonly object[] }>('/concentration?party=nvidia&side=obligee');
    expect(shares).toMatchObject([{ party: 'coreweave', disputed: true }, { party: 'openai' }]);
    expect(shares[1]).not.toHaveProperty('disputed');
  });

  it('is read the other way where that is asked for', async () => {
    expect(await json('/flows?reading=alternative')).toMatchObject({ gross: '116' });
    expect(await json('/concentration?party=coreweave&reading=alternative')).toMatchObject({ total: { stated: '60' } });
    const { payments } = await stress({}, `${AT}&reading=alternative`);
    expect(payments).toContainEqual(expect.objectContaining({ obligee: 'nvidia', owed: '60', disputed: true }));
  });
});

describe('a network in which the lenders are merged into Nvidia, and Nvidia into CoreWeave', () => {
  const ledger = networkLedger();
  // 17, 18
  const merge = (party: string, into: string) =>
    ledger.write({ type: 'PartiesMerged', stream: `party/${party}`, data: { into }, announcedOn: '2026-04-05' });
  merge('lenders', 'nvidia');
  merge('nvidia', 'coreweave');
  const { json, edges, stress } = starts(ledger);

  it('reads what is owed to the first as owed to the second', async () => {
    const owed = (await edges('knownAt=17')).filter(({ obligor }) => obligor === 'coreweave');
    expect(owed.map(({ obligee, kind, stated }) => [obligee, kind, stated])).toEqual([
      ['nvidia', 'loan', '5'],
      ['nvidia', 'payment', '6'],
      ['openai', 'capacity', '300'],
    ]);
    const { payments } = await stress({ assets: { lenders: '2', nvidia: '3' } }, `${AT}&knownAt=17`);
    expect(payments).toContainEqual(expect.objectContaining({ obligor: 'coreweave', obligee: 'nvidia', owed: '11' }));
    expect(await json('/concentration?party=lenders&side=obligee&kind=loan&knownAt=17')).toMatchObject({
      party: 'nvidia',
    });
  });

  it('adds up what is said of both', async () => {
    const { parties } = await stress({ assets: { lenders: '2', nvidia: '3' } }, `${AT}&knownAt=17`);
    expect(parties.find(({ party }) => party === 'nvidia')).toMatchObject({ assets: '5' });
  });

  it('has no flow from a party to itself, also where parents are kept apart', async () => {
    for (const query of ['', 'consolidate=false']) {
      const all = await edges(query);
      expect(all.filter(({ obligor, obligee }) => obligor === obligee)).toEqual([]);
      expect(all.some(({ obligee }) => obligee === 'nvidia' || obligee === 'lenders')).toBe(false);
    }
    const flows = await json<{ internal: Stressed['internal'] }>('/flows?consolidate=false');
    expect(flows.internal.map(({ deal }) => deal)).toEqual(['coreweave-lenders', 'coreweave-nvidia']);
    expect(await json('/concentration?party=coreweave')).toMatchObject({
      shares: [],
      hhi: null,
      internal: [{ deal: 'coreweave-nvidia', party: 'coreweave', stated: '6' }],
    });
    const { internal, payments } = await stress({ consolidate: false, assets: { aws: '9' } });
    expect(internal.map(({ deal, party }) => [deal, party])).toEqual([
      ['coreweave-lenders', 'coreweave'],
      ['coreweave-nvidia', 'coreweave'],
    ]);
    expect(payments.map(({ obligor, obligee }) => [obligor, obligee])).toEqual([
      ['aws', 'amazon'],
      ['openai', 'coreweave'],
    ]);
  });
});
