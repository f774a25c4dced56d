import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readEvents } from './event-stream.ts';
import { registered, usd } from './merged-ledger.ts';
import { ReadingSide } from './reading-side.ts';
import { WrittenLedger } from './written-ledger.ts';

const metric = (value: string) => ({ parties: ['openai'], metric: 'revenue', quantity: usd(value), period: '2025' });
const announced = (price: string) => ({
  title: 'OpenAI on AWS',
  legs: [
    { leg: 'price', kind: 'payment', obligor: 'openai', obligee: 'aws', binding: 'firm', quantity: usd(price) },
    {
      leg: 'site',
      kind: 'capacity',
      obligor: 'aws',
      obligee: 'openai',
      binding: 'firm',
      quantity: { qualifier: 'exact', value: '10', unit: 'MW' },
    },
  ],
});

/**
 * 3 openai owes aws 100 USD, aws owes openai 10 MW; 4 of the 100 USD, 30 are paid; 5 another deal, of 7 USD; 6 the 30
 * are disputed: 20 in the other version; 7 the 100 are disputed: 10 in the other version, which 20 cannot be paid of;
 * 8 a metric of 100, 9 which is disputed: 80.
 */
function disputedLedger(): WrittenLedger {
  const ledger = new WrittenLedger('test');
  const deal = { stream: 'deal/openai-aws' };
  ledger.write(registered('openai'));
  ledger.write(registered('aws'));
  ledger.write({ ...deal, type: 'DealAnnounced', data: announced('100'), announcedOn: '2025-11-03' });
  const paid = { leg: 'price', quantity: usd('30') };
  ledger.write({ ...deal, type: 'PerformanceRecorded', data: paid, announcedOn: '2026-01-10' });
  const { legs } = announced('7');
  const other = { title: 'Another', legs: legs.slice(0, 1) };
  ledger.write({ stream: 'deal/another', type: 'DealAnnounced', data: other, announcedOn: '2026-01-11' });
  const dispute = (position: number, alternative: object | null) => ({ event: ledger.id(position), alternative });
  const raised = { type: 'DisputeRaised', announcedOn: '2026-02-01' } as const;
  ledger.write({ ...deal, ...raised, data: dispute(4, { leg: 'price', quantity: usd('20') }) });
  ledger.write({ ...deal, ...raised, data: dispute(3, announced('10')) });
  const observed = { stream: 'party/openai', type: 'MetricObserved', announcedOn: '2026-02-02' } as const;
  ledger.write({ ...observed, data: metric('100') });
  ledger.write({ ...raised, stream: 'party/openai', data: dispute(8, metric('80')) });
  return ledger;
}

describe('a deal with events that sources disagree about', () => {
  const ledger = disputedLedger();
  let side: ReadingSide;
  beforeAll(async () => {
    side = await ReadingSide.start(ledger);
  });
  afterAll(async () => void (await side.stop()));

  const sums = async (query: string) => {
    const { rows } = await side.json<{ rows: Row[] }>(`/exposures?groupBy=account&unit=USD&${query}`);
    return Object.fromEntries(rows.map(({ account, stated, disputed }) => [account, disputed ? `${stated}?` : stated]));
  };

  it('has sums of either version, and says which numbers a dispute touches', async () => {
    // 100 - 30 + 7, and in the other version 100 - 20 + 7; the 10 is left aside.
    expect(await sums('')).toEqual({ firm: '77?', performed: '30?' });
    expect(await sums('reading=alternative')).toEqual({ firm: '87?', performed: '20?' });
    expect(await sums('knownAt=5')).toEqual({ firm: '77', performed: '30' });
    expect(await sums('knownAt=5&reading=alternative')).toEqual({ firm: '77', performed: '30' });
    // At 6 only what was paid is disputed: what was firm before it is not touched.
    expect(await sums('knownAt=6&validAt=2026-01-09')).toEqual({ firm: '100' });
    expect(await sums('deal=another')).toEqual({ firm: '7' });
    const capacity = await side.json<{ rows: Row[] }>('/exposures?kind=capacity&knownAt=6');
    expect(capacity.rows).toEqual([{ kind: 'capacity', unit: 'MW', low: '10', stated: '10', high: '10', unstated: 0 }]);
  });

  it('explains a disputed number by postings that say so', async () => {
    const { postings } = await side.json<{ postings: Row[] }>('/exposures/explain?account=performed&knownAt=6');
    expect(postings).toMatchObject([{ stated: '30', disputed: true, reading: 'recorded' }]);
    const both = await side.json<{ postings: Row[] }>(
      '/exposures/explain?account=performed&knownAt=6&reading=alternative',
    );
    expect(both.postings.map(({ stated, reading }) => [stated, reading])).toEqual([
      ['30', 'recorded'],
      ['-10', 'alternative'],
    ]);
  });

  it('is flagged in the register and in its term sheet, leg by leg, with what had to be left aside', async () => {
    const { deals } = await side.json<{ deals: object[] }>('/deals');
    expect(deals).toMatchObject([
      { deal: 'another', flags: { disputed: false } },
      { deal: 'openai-aws', flags: { disputed: true }, leftAside: [ledger.id(3)] },
    ]);
    const disputedLegs = async (query: string) => {
      const deal = await side.json<Deal>(`/deals/openai-aws?${query}`);
      return [deal.flags.disputed, ...deal.legs.filter(({ disputed }) => disputed).map(({ leg }) => leg)];
    };
    expect(await disputedLegs('')).toEqual([true, 'price', 'site']);
    expect(await disputedLegs('knownAt=6')).toEqual([true, 'price']);
    expect(await disputedLegs('knownAt=6&validAt=2026-01-09')).toEqual([false]);
    expect(await disputedLegs('knownAt=5')).toEqual([false]);
    expect(await side.json<Deal>('/deals/openai-aws')).toMatchObject({ leftAside: [ledger.id(3)] });
  });

  it('shows its balances, and its totals in the register, in the version that is asked for', async () => {
    const balances = async (query: string) => {
      const { legs } = await side.json<Deal>(`/deals/openai-aws?${query}`);
      const { deals } = await side.json<{ deals: Deal[] }>(`/deals?${query}`);
      const totals = deals.find(({ deal }) => deal === 'openai-aws')?.totals.filter(({ unit }) => unit === 'USD') ?? [];
      const shown = legs[0]?.accounts.map(({ account, stated }) => `${account} ${stated}`).sort();
      expect(totals.map(({ account, stated }) => `${account} ${stated}`).sort()).toEqual(shown);
      return shown;
    };
    expect(await balances('')).toEqual(['firm 70', 'performed 30']);
    expect(await balances('reading=alternative')).toEqual(['firm 80', 'performed 20']);
    expect(await balances('reading=alternative&knownAt=5')).toEqual(['firm 70', 'performed 30']);
  });

  it('is replayed in the reading that is asked for, as far as it was known', async () => {
    const replayed = async (query: string) => {
      const url = `${side.origin}/api/books/test/replay?from=4&${query}`;
      const events = await readEvents(url, (all) => all.some(({ event }) => event === 'done'));
      return events.flatMap(({ id, data }) => (data.postings ? [[id, data.postings.length]] : []));
    };
    // Of 6 the change of two balances in the other version; 7 is left aside.
    expect(await replayed('knownAt=7')).toEqual([
      [4, 2],
      [5, 1],
      [6, 0],
      [7, 0],
    ]);
    expect(await replayed('to=6&reading=alternative')).toEqual([
      [4, 2],
      [5, 1],
      [6, 2],
    ]);
    expect(await replayed('validAt=2026-01-10&knownAt=2026-01-31')).toEqual([[4, 2]]);
  });

  it('tells in its history what is disputed', async () => {
    expect(await statuses('/deals/openai-aws')).toEqual(['disputed', 'disputed', 'dispute', 'dispute']);
    expect(await statuses('/deals/openai-aws', 'knownAt=6')).toEqual(['in-force', 'disputed', 'dispute']);
  });

  it('has metrics in either version, and says that they are disputed', async () => {
    const revenue = async (query: string) => {
      const { metrics } = await side.json<{ metrics: Metric[] }>(`/parties/openai?${query}`);
      return metrics.map(({ quantity, disputed }) => [quantity.value, disputed === true]);
    };
    expect(await revenue('')).toEqual([['100', true]]);
    expect(await revenue('reading=alternative')).toEqual([['80', true]]);
    expect(await revenue('knownAt=8')).toEqual([['100', false]]);
    expect(await statuses('/parties/openai')).toEqual(['in-force', 'disputed', 'dispute']);
  });

  it('stands in the ruling’s version once it is ruled, which is told apart from facts and corrections', async () => {
    const deal = { stream: 'deal/openai-aws', type: 'DisputeResolved', announcedOn: '2026-03-01' } as const;
    ledger.write({ ...deal, data: { event: ledger.id(4), ruling: 'alternative' } });
    ledger.write({ ...deal, data: { event: ledger.id(3), ruling: 'recorded' } });
    await side.project(ledger);
    expect(await sums('')).toEqual({ firm: '87', performed: '20' });
    expect(await sums('reading=alternative')).toEqual({ firm: '87', performed: '20' });
    expect(await sums('knownAt=10')).toEqual({ firm: '87?', performed: '20' });
    expect(await sums('knownAt=9')).toEqual({ firm: '77?', performed: '30?' });
    expect(await statuses('/deals/openai-aws')).toEqual([
      'in-force',
      'corrected',
      'dispute',
      'dispute',
      'ruling',
      'ruling',
    ]);
    const sheet = await side.json<Deal>('/deals/openai-aws');
    expect(sheet.flags.disputed).toBe(false);
    expect(sheet).not.toHaveProperty('leftAside');

    const diff = await side.json<Diff>('/exposures/diff?from=5&to=11&groupBy=account');
    expect(diff.rows).toMatchObject([
      { account: 'firm', difference: { stated: '10' } },
      { account: 'performed', difference: { stated: '-10' } },
    ]);
    expect(diff).toMatchObject({ facts: [], corrections: [], disputes: [{ position: 10, type: 'DisputeResolved' }] });
    const other = await side.json<Diff>('/exposures/diff?from=5&to=6&groupBy=account&reading=alternative');
    expect(other).toMatchObject({ facts: [], corrections: [], disputes: [{ position: 6 }] });
    expect(other.rows).toMatchObject([{ disputed: true, difference: { stated: '10' } }, { disputed: true }]);
  });

  const statuses = async (of: string, query = '') => {
    const { entries } = await side.json<{ entries: { status: string }[] }>(`${of}/history?${query}`);
    return entries.map(({ status }) => status);
  };
});

interface Row {
  readonly account: string;
  readonly stated: string;
  readonly reading: string;
  readonly disputed?: true;
}
interface Deal {
  readonly deal: string;
  readonly flags: { readonly disputed: boolean };
  readonly legs: readonly { readonly leg: string; readonly disputed?: true; readonly accounts: readonly Row[] }[];
  readonly totals: readonly (Row & { readonly unit: string })[];
}
interface Metric {
  readonly quantity: { readonly value: string };
  readonly disputed?: true;
}
interface Diff {
  readonly rows: readonly object[];
}
