import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ReadingSide } from './reading-side.ts';
import { exampleLedger } from './written-ledger.ts';

describe('a deal that was performed, amended and corrected', () => {
  const ledger = exampleLedger();
  let side: ReadingSide;
  beforeAll(async () => {
    side = await ReadingSide.start(ledger);
  });
  afterAll(async () => void (await side.stop()));

  it('has a term sheet: its legs, where they stand, and when they are due', async () => {
    const deal = await side.json<Deal>('/deals/openai-aws?validAt=2026-06-30');
    expect(deal).toMatchObject({ title: 'OpenAI on AWS', state: 'performing', version: 5, announcedOn: '2025-11-03' });
    expect(deal.flags).toEqual({ disputed: false, overdue: true });
    const price = deal.legs.find(({ leg }) => leg === 'price');
    expect(price?.total).toEqual({
      low: '138000000000',
      stated: '138000000000',
      high: '138000000000',
      unstated: 0,
      unit: 'USD',
    });
    const firm = price?.accounts.filter(({ account }) => account === 'firm') ?? [];
    expect(firm.map(({ due, stated }) => [due.to, stated])).toEqual([
      ['2026-03-31', '8350000000'],
      ['2026-12-31', '10000000000'],
      ['2027-12-31', '118000000000'],
    ]);
    expect(deal.evidence).toHaveLength(4);
  });

  it('names the sources of what is in effect on a day, and of nothing later', async () => {
    const sourcesOn = async (day: string) => {
      const { evidence } = await side.json<Deal>(`/deals/openai-aws?validAt=${day}`);
      return evidence.map((source) => (source as { readonly type: string }).type);
    };
    expect(await sourcesOn('2026-01-31')).toEqual(['DealAnnounced', 'PerformanceRecorded']);
    expect(await sourcesOn('2026-02-10')).toEqual(['DealAnnounced', 'PerformanceRecorded', 'PerformanceRecorded']);
  });

  it('is what it was thought to be then, at an earlier position', async () => {
    const deal = await side.json<Deal>('/deals/openai-aws?knownAt=4');
    expect(deal).toMatchObject({ position: 4, state: 'signed', version: 1, lastConfirmedOn: '2025-11-03' });
    await side.json('/deals/openai-aws?knownAt=3', 404);
    await side.json('/deals/openai-aws?validAt=2025-11-02', 404);
    await side.json('/deals/unheard-of', 404);
  });

  it('tells its history: what each event changed, field by field', async () => {
    const { entries } = await side.json<History>('/deals/openai-aws/history');
    expect(entries.map(({ type, status }) => [type, status])).toEqual([
      ['DealAnnounced', 'in-force'],
      ['PerformanceRecorded', 'corrected'],
      ['DealAmended', 'in-force'],
      ['PerformanceRecorded', 'in-force'],
      ['EventCorrected', 'correction'],
    ]);
    const change = (entry: number, path: string) => entries[entry]?.changes.find((each) => each.path === path);
    expect(change(0, '/legs/price')?.after).toMatchObject({ obligor: 'openai', quantity: { value: '38000000000' } });
    expect(change(0, '/legs/price/firm')).toBeUndefined();
    expect(change(1, '/state')).toEqual({ path: '/state', before: 'signed', after: 'performing' });
    expect(change(2, '/legs/price/firm')?.after).toMatchObject({ stated: '136499999999.5', unit: 'USD' });
    expect(change(4, '/legs/price/performed')).toMatchObject({
      before: { stated: '1750000000.5' },
      after: { stated: '1650000000' },
    });
    expect(entries[4]).toMatchObject({ names: entries[1]?.event, reason: 'misread the filing' });
    expect(entries.flatMap(({ postings }) => postings)).toHaveLength(
      ledger.postings.filter(({ deal }) => deal === 'openai-aws').length,
    );
  });

  it('stands in the register as it stands in its term sheet, wherever one looks', async () => {
    for (const at of [
      '',
      '?knownAt=4',
      '?knownAt=6',
      '?validAt=2026-01-20',
      '?knownAt=7&validAt=2026-02-15',
      '?validAt=2026-06-30',
    ]) {
      const { deals } = await side.json<{ deals: Deal[] }>(`/deals${at}`);
      for (const row of deals) {
        const sheet = await side.json<Deal>(`/deals/${row.deal}${at}`);
        const { title, state, flags, announcedOn, lastConfirmedOn, version } = sheet;
        expect(row).toMatchObject({
          title,
          state,
          flags,
          announcedOn,
          lastConfirmedOn,
          version,
          legs: sheet.legs.length,
        });
      }
    }
  });

  it('is found by its state, its parties and its name', async () => {
    const found = async (query: string) =>
      (await side.json<{ deals: Deal[] }>(`/deals?${query}`)).deals.map(({ deal }) => deal);
    expect(await found('state=announced,signed')).toEqual(['amazon-openai']);
    expect(await found('party=aws')).toEqual(['openai-aws']);
    expect(await found('q=ON+AWS')).toEqual(['openai-aws']);
    expect(await found('')).toEqual(['amazon-openai', 'openai-aws']);
  });
});

describe('a party', () => {
  const ledger = exampleLedger();
  let side: ReadingSide;
  beforeAll(async () => {
    side = await ReadingSide.start(ledger);
  });
  afterAll(async () => void (await side.stop()));

  it('shows what was observed of it together with others', async () => {
    const { metrics, ...party } = await side.json<{ metrics: object[] }>('/parties/aws');
    expect(party).toMatchObject({ name: 'Amazon Web Services', parent: 'amazon', deals: 1, targets: [] });
    expect(metrics).toEqual([
      expect.objectContaining({ metric: 'revenue', parties: ['openai', 'aws'], period: '2025' }),
    ]);
    expect((await side.json<{ metrics: object[] }>('/parties/aws?knownAt=9')).metrics).toEqual([]);
    await side.json('/parties/nobody', 404);
  });

  it('tells its history', async () => {
    const { entries } = await side.json<History>('/parties/openai/history');
    expect(entries.map(({ changes }) => changes.map(({ path }) => path))).toEqual([
      ['/name', '/aliases'],
      ['/metrics/revenue 2025'],
    ]);
  });
});

describe('the recorded events', () => {
  const ledger = exampleLedger();
  let side: ReadingSide;
  beforeAll(async () => {
    side = await ReadingSide.start(ledger);
  });
  afterAll(async () => void (await side.stop()));

  it('come page by page, or whole as lines', async () => {
    const first = await side.json<Page>('/events?limit=4');
    expect(first.next).toBe(4);
    const rest = await side.json<Page>(`/events?after=${first.next}`);
    expect(rest.next).toBeNull();
    const lines = await (await side.get('/events', { accept: 'application/x-ndjson' })).text();
    expect(
      lines
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual([...first.events, ...rest.events]);
    expect(first.events[3]).toMatchObject({
      position: 4,
      stream: 'deal/openai-aws',
      deal: 'openai-aws',
      hash: ledger.received[3]?.hash,
    });
  });

  it('are filtered by type, deal and party', async () => {
    const positions = async (query: string) =>
      (await side.json<Page>(`/events?${query}`)).events.map(({ position }) => position);
    expect(await positions('type=PerformanceRecorded,EventCorrected')).toEqual([6, 8, 9]);
    expect(await positions('deal=amazon-openai')).toEqual([5]);
    expect(await positions('party=aws')).toEqual([3, 10]);
    await side.json('/events/11', 404);
  });
});

interface Deal {
  readonly deal: string;
  readonly title: string;
  readonly state: string;
  readonly flags: object;
  readonly announcedOn: string;
  readonly lastConfirmedOn: string;
  readonly version: number;
  readonly legs: readonly {
    readonly leg: string;
    readonly total: object;
    readonly accounts: readonly {
      readonly account: string;
      readonly stated: string;
      readonly due: { readonly to: string };
    }[];
  }[];
  readonly evidence: readonly object[];
}
interface History {
  readonly entries: readonly {
    readonly event: string;
    readonly type: string;
    readonly status: string;
    readonly changes: readonly { readonly path: string; readonly after: object }[];
    readonly postings: readonly object[];
  }[];
}
interface Page {
  readonly events: readonly { readonly position: number }[];
  readonly next: number | null;
}
