import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readEvents } from './event-stream.ts';
import { mergedLedger } from './merged-ledger.ts';
import { ReadingSide } from './reading-side.ts';

interface Exposures {
  readonly rows: readonly { readonly obligor?: string; readonly obligee?: string; readonly stated: string }[];
  readonly internal?: readonly object[];
}
interface Postings {
  readonly postings: readonly object[];
}

/** Three deals: openai owes aws 38 and amazon 10, amazon owes aws 5; aws is merged into amazon at 9, from 2026-02-01. */
describe('a party that was merged into another', () => {
  const ledger = mergedLedger();
  let side: ReadingSide;
  beforeAll(async () => {
    side = await ReadingSide.start(ledger);
  });
  afterAll(async () => void (await side.stop()));

  const owedTo = async (query: string) => {
    const { rows } = await side.json<Exposures>(`/exposures?groupBy=obligee&account=firm&${query}`);
    return Object.fromEntries(rows.map(({ obligee, stated }) => [obligee, stated]));
  };

  it('reads as that one in sums, once the merge is known and in effect', async () => {
    // 38 + 10 + 5: what amazon owes aws stays in the sum, as it is not consolidated.
    expect(await owedTo('')).toEqual({ amazon: '53' });
    expect(await owedTo('validAt=2026-02-01')).toEqual({ amazon: '53' });
    expect(await owedTo('validAt=2026-01-31')).toEqual({ amazon: '10', aws: '43' });
    expect(await owedTo('knownAt=8')).toEqual({ amazon: '10', aws: '43' });
    expect(await owedTo('knownAt=2026-01-09')).toEqual({ amazon: '10', aws: '43' });
  });

  it('is found by either name, in sums and in the register', async () => {
    for (const party of ['aws', 'amazon']) {
      expect(await owedTo(`obligee=${party}`)).toEqual({ amazon: '53' });
      expect(await owedTo(`obligee=${party}&validAt=2026-01-31`)).toEqual(
        party === 'aws' ? { aws: '43' } : { amazon: '10' },
      );
      const { deals } = await side.json<{ deals: { deal: string; parties: string[] }[] }>(`/deals?party=${party}`);
      expect(deals.map(({ deal, parties }) => [deal, parties.join(' ')])).toEqual([
        ['amazon-aws', 'amazon'],
        ['openai-amazon', 'amazon openai'],
        ['openai-aws', 'amazon openai'],
      ]);
    }
  });

  it('drops out of consolidated sums with what stays inside one party, which is listed', async () => {
    expect(await owedTo('consolidate=true')).toEqual({ holding: '48' });
    const { internal } = await side.json<Exposures>('/exposures?consolidate=true');
    const leg = { deal: 'amazon-aws', leg: 'price', obligor: 'amazon', obligee: 'aws', kind: 'payment', unit: 'USD' };
    expect(internal).toEqual([{ ...leg, party: 'holding', low: '5', stated: '5', high: '5', unstated: 0 }]);
    // Before Amazon has a parent, and before the merge.
    expect(await owedTo('consolidate=true&knownAt=9')).toEqual({ amazon: '48' });
    expect(await owedTo('consolidate=true&validAt=2026-02-28')).toEqual({ amazon: '48' });
    expect(await owedTo('consolidate=true&knownAt=8')).toEqual({ amazon: '10', aws: '43' });
    const { postings, ...rest } = await side.json<Postings>('/exposures/explain?consolidate=true');
    expect(rest).toMatchObject({ sum: [{ stated: '48' }], internal });
    expect(postings).toHaveLength(2);
  });

  it('is explained by postings that never change, read under the other name', async () => {
    const { postings } = await side.json<Postings>('/exposures/explain?deal=openai-aws');
    expect(postings).toEqual([
      expect.objectContaining({
        book: 'test',
        obligor: 'openai',
        obligee: 'amazon',
        recordedAs: { obligor: 'openai', obligee: 'aws' },
      }),
    ]);
    const before = await side.json<Postings>('/exposures/explain?deal=openai-aws&knownAt=8');
    expect(before.postings).toEqual([expect.not.objectContaining({ recordedAs: expect.anything() })]);
    expect(before.postings).toEqual([expect.objectContaining({ obligee: 'aws' })]);
  });

  it('stands in the term sheet under the name that it reads as', async () => {
    const pairIn = async (query: string) => {
      const { legs } = await side.json<{ legs: { obligor: string; obligee: string; accounts: object[] }[] }>(
        `/deals/openai-aws${query}`,
      );
      return legs[0];
    };
    expect(await pairIn('')).toMatchObject({
      obligee: 'amazon',
      recordedAs: { obligor: 'openai', obligee: 'aws' },
      accounts: [{ obligor: 'openai', obligee: 'amazon', stated: '38' }],
    });
    expect(await pairIn('?validAt=2026-01-31')).toMatchObject({ obligee: 'aws', accounts: [{ obligee: 'aws' }] });
  });

  it('is marked among the parties, and is one with the other in what was observed', async () => {
    const { parties } = await side.json<{ parties: object[] }>('/parties');
    expect(parties).toEqual([
      { party: 'amazon', name: 'AMAZON', aliases: [], parent: 'holding', merged: ['aws'], deals: 3 },
      { party: 'aws', name: 'AWS', aliases: [], mergedInto: 'amazon', deals: 3 },
      { party: 'holding', name: 'HOLDING', aliases: [], deals: 0 },
      { party: 'openai', name: 'OPENAI', aliases: [], deals: 2 },
    ]);
    const amazon = await side.json('/parties/amazon');
    expect(amazon).toMatchObject({ merged: ['aws'], version: 2, metrics: [{ parties: ['amazon'] }] });
    expect(await side.json('/parties/aws')).toMatchObject({ mergedInto: 'amazon', version: 3, metrics: [{}] });
    const before = await side.json('/parties/aws?knownAt=8');
    expect(before).toMatchObject({ deals: 2, metrics: [{ parties: ['aws', 'amazon'] }] });
    expect(before).not.toHaveProperty('mergedInto');
  });

  it('has its history told with the other’s, field by field', async () => {
    const historyOf = async (party: string) => {
      const { entries } = await side.json<History>(`/parties/${party}/history`);
      return entries.map(({ type, stream, changes }) => [type, stream, ...changes.map(({ path }) => path)]);
    };
    expect(await historyOf('amazon')).toEqual([
      ['PartyRegistered', 'party/amazon', '/name'],
      ['PartyRegistered', 'party/aws', '/name'],
      ['MetricObserved', 'party/aws', '/metrics/revenue-run-rate 2025'],
      ['PartiesMerged', 'party/aws', '/mergedInto'],
      ['PartyUpdated', 'party/amazon', '/parent'],
    ]);
    expect((await historyOf('aws')).map(([type]) => type)).toEqual([
      'PartyRegistered',
      'MetricObserved',
      'PartiesMerged',
    ]);
    expect((await historyOf('openai')).map(([type]) => type)).toEqual(['PartyRegistered']);
  });

  it('has the events of both', async () => {
    const positions = async (query: string) => {
      const { events } = await side.json<{ events: { position: number }[] }>(`/events?${query}`);
      return events.map(({ position }) => position);
    };
    expect(await positions('party=aws')).toEqual([2, 3, 8, 9, 10]);
    expect(await positions('party=amazon')).toEqual([2, 3, 8, 9, 10]);
    expect(await positions('party=amazon&knownAt=8')).toEqual([2, 8]);
    expect(await positions('party=aws&knownAt=8')).toEqual([3, 8]);
  });

  it('makes a difference that the merge is the reason of', async () => {
    const diff = await side.json<Diff>('/exposures/diff?from=8&to=10&groupBy=obligee');
    expect(diff.rows).toMatchObject([
      { obligee: 'amazon', from: { stated: '10' }, to: { stated: '53' }, difference: { stated: '43' } },
      { obligee: 'aws', from: { stated: '43' }, to: { stated: '0' }, difference: { stated: '-43' } },
    ]);
    expect(diff.facts).toMatchObject([{ position: 9, type: 'PartiesMerged', postings: [] }]);
    const dates = await side.json<Diff>('/exposures/diff?fromValid=2026-01-31&toValid=2026-03-01&consolidate=true');
    // 53 before the merge took effect; the 5 between the two are internal since.
    expect(dates.rows).toMatchObject([{ from: { stated: '53' }, to: { stated: '48' }, difference: { stated: '-5' } }]);
    expect(dates.facts.map(({ position }) => position)).toEqual([9, 10]);
    expect(dates).toMatchObject({ from: { internal: [] }, to: { internal: [{ deal: 'amazon-aws', stated: '5' }] } });
    const whole = await side.json<Diff>('/exposures/diff?from=8&to=10');
    expect([whole.rows, whole.facts]).toEqual([[], []]);
  });

  it('is told to who follows the book, with the deals that read otherwise', async () => {
    const all = (events: readonly { event: string }[]) => events.some(({ event }) => event === 'caught-up');
    const events = await readEvents(`${side.origin}/api/books/test/stream?after=7`, all);
    const changed = events.flatMap(({ event, data }) => (event === 'recorded' ? [data.changed] : []));
    expect(changed).toEqual([
      { deals: [], parties: ['amazon', 'aws'] },
      { deals: ['amazon-aws', 'openai-aws'], parties: ['amazon', 'aws'] },
      { deals: ['amazon-aws', 'openai-amazon', 'openai-aws'], parties: ['amazon', 'aws', 'holding'] },
    ]);
  });

  it('reads as itself again once the merge is retracted', async () => {
    const retracted = { event: ledger.id(9) };
    ledger.write({
      type: 'EventRetracted',
      stream: 'party/aws',
      data: retracted,
      announcedOn: '2026-04-01',
      reason: 'another company of that name',
    });
    await side.project(ledger);
    expect(await owedTo('')).toEqual({ amazon: '10', aws: '43' });
    expect(await owedTo('knownAt=10')).toEqual({ amazon: '53' });
    const diff = await side.json<Diff>('/exposures/diff?from=10&to=11&groupBy=obligee');
    expect(diff.corrections).toMatchObject([{ position: 11, postings: [] }]);
    expect(diff.facts).toEqual([]);
  });
});

interface History {
  readonly entries: readonly {
    readonly type: string;
    readonly stream: string;
    readonly changes: readonly { readonly path: string }[];
  }[];
}
interface Diff {
  readonly rows: readonly object[];
  readonly facts: readonly { readonly position: number }[];
  readonly corrections: readonly object[];
}
