import { type GroupKey, sumPostings } from '@offtake/exposure/sum';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ReadingSide } from './reading-side.ts';
import { exampleLedger } from './written-ledger.ts';

interface Exposures {
  readonly position: number;
  readonly rows: readonly object[];
}

describe('a book with a deal that was performed, amended and corrected', () => {
  const ledger = exampleLedger();
  let side: ReadingSide;
  beforeAll(async () => {
    side = await ReadingSide.start(ledger);
  });
  afterAll(async () => void (await side.stop()));

  const groupings: readonly (readonly GroupKey[])[] = [
    [],
    ['obligor', 'obligee', 'account'],
    ['deal', 'leg', 'product'],
    ['due-year', 'due-quarter'],
  ];
  it.each(groupings.map((groupBy) => ({ groupBy })))(
    'sums by $groupBy as the fold in memory does, anywhere',
    async ({ groupBy }) => {
      for (let knownAt = 0; knownAt <= ledger.head; knownAt++) {
        for (const validAt of [undefined, '2025-11-02', '2025-11-03', '2026-01-20', '2026-02-10', '2026-02-28']) {
          const query = `groupBy=${groupBy.join(',')}&knownAt=${knownAt}${validAt ? `&validAt=${validAt}` : ''}`;
          const { rows } = await side.json<Exposures>(
            `/exposures?${groupBy.length ? query : query.slice('groupBy=&'.length)}`,
          );
          expect(rows).toEqual(sumPostings(ledger.postings, { knownAt, ...(validAt ? { validAt } : {}) }, groupBy));
        }
      }
    },
  );

  it('filters by lists of values, and by a party on either side', async () => {
    const { rows } = await side.json<Exposures>('/exposures?party=aws&kind=payment,loan&account=firm&groupBy=obligor');
    const filter = { party: ['aws'], kind: ['payment', 'loan'], account: ['firm'] };
    expect(rows).toEqual(sumPostings(ledger.postings, {}, ['obligor'], filter));
    expect(rows).toHaveLength(1);
  });

  it('takes kind and unit for group keys, whether named or not', async () => {
    const named = await side.json<Exposures>('/exposures?groupBy=unit,kind');
    expect(named.rows).toEqual((await side.json<Exposures>('/exposures')).rows);
  });

  it('reads a date as the longest prefix of what was announced by then', async () => {
    expect((await side.json<Exposures>('/exposures?knownAt=2025-11-02')).position).toBe(3);
    expect((await side.json<Exposures>('/exposures?knownAt=2025-12-31')).position).toBe(5);
    expect((await side.json<Exposures>('/exposures?knownAt=2024-12-31')).position).toBe(0);
    expect((await side.json<Exposures>('/exposures?knownAt=2024-12-31')).rows).toEqual([]);
  });

  it('reads an instant as the last event recorded at or before it', async () => {
    expect((await side.json<Exposures>(`/exposures?knownAt=${ledger.recordedAt(4)}`)).position).toBe(4);
    const before = ledger.recordedAt(4).replace('04:00', '03:59');
    expect((await side.json<Exposures>(`/exposures?knownAt=${before}`)).position).toBe(3);
  });

  it('reads a party as its topmost parent, and drops what stays inside, where it is asked to', async () => {
    const { rows } = await side.json<Exposures>(
      '/exposures?consolidate=true&groupBy=obligee&kind=payment&account=firm',
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ obligee: 'amazon', stated: '136350000000' });
    const ofGroup = await side.json<Exposures>('/exposures?consolidate=true&obligee=amazon&kind=payment&account=firm');
    expect(ofGroup.rows[0]).toMatchObject({ stated: '136350000000' });
  });

  it('explains a number by postings that sum to it, each with its event', async () => {
    const filters = 'deal=openai-aws&leg=price&account=performed';
    const { rows } = await side.json<Exposures>(`/exposures?${filters}`);
    const { postings, sum } = await side.json<{ postings: Explained[]; sum: object[] }>(
      `/exposures/explain?${filters}`,
    );
    expect(sum).toEqual(rows);
    expect(rows).toEqual([
      { kind: 'payment', unit: 'USD', low: '1650000000', stated: '1650000000', high: '1650000000', unstated: 0 },
    ]);
    const total = postings.reduce((sum, { stated }) => sum + Number(stated), 0);
    expect(total).toBe(1_650_000_000);
    expect(postings.map(({ recordedByType }) => recordedByType)).toContain('EventCorrected');
    expect(postings[0]?.source).toMatchObject({
      type: 'PerformanceRecorded',
      announcedOn: '2026-02-10',
      title: 'OpenAI on AWS',
    });
    expect(postings[0]?.source.evidence).toHaveLength(1);
  });

  it('tells new facts from corrections in the difference of two positions', async () => {
    const diff = await side.json<Diff>('/exposures/diff?from=7&to=9&account=performed');
    expect(diff.rows[0]).toMatchObject({
      from: { stated: '1500000000.5' },
      to: { stated: '1650000000' },
      difference: { stated: '149999999.5' },
    });
    expect(diff.facts.map(({ position }) => position)).toEqual([8]);
    expect(diff.corrections.map(({ position }) => position)).toEqual([9]);
  });

  it('names the events that took effect between two dates', async () => {
    const diff = await side.json<Diff>('/exposures/diff?fromValid=2026-01-31&toValid=2026-02-28&kind=payment');
    expect(diff.rows[0]).toMatchObject({ difference: { stated: '100000000000' } });
    expect(diff.facts.map(({ position }) => position)).toEqual([6, 7]);
  });
});

interface Explained {
  readonly stated: string;
  readonly recordedByType: string;
  readonly source: { readonly evidence: readonly object[] };
}
interface Diff {
  readonly rows: readonly object[];
  readonly facts: readonly { position: number }[];
  readonly corrections: readonly { position: number }[];
}
