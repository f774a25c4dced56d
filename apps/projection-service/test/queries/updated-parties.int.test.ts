import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registered, usd } from './merged-ledger.ts';
import { ReadingSide } from './reading-side.ts';
import { WrittenLedger } from './written-ledger.ts';

const LEI = '549300MLUDYVRQOOXS22';

/**
 * 4 openai is renamed, from 2026-02-01 on; 5 it gets an LEI and a parent; 6 the parent is taken away; 7 a metric of
 * openai and aws, which 8 corrects to openai and oracle; 9 a target of openai and aws, stated again at 10.
 */
function ledgerOfUpdates(): WrittenLedger {
  const ledger = new WrittenLedger('test');
  for (const party of ['openai', 'aws', 'oracle']) ledger.write(registered(party));
  const openai = { stream: 'party/openai' };
  const renamed = { name: 'OpenAI', aliases: ['OpenAI Group PBC'] };
  const updated = { ...openai, type: 'PartyUpdated' } as const;
  ledger.write({ ...updated, data: renamed, announcedOn: '2026-01-15', effectiveOn: '2026-02-01' });
  ledger.write({ ...updated, data: { lei: LEI, parent: 'oracle' }, announcedOn: '2026-02-10' });
  ledger.write({ ...updated, data: { parent: null }, announcedOn: '2026-02-20' });
  const metric = (...parties: string[]) => ({ parties, metric: 'revenue', quantity: usd('5'), period: '2025' });
  ledger.write({ ...openai, type: 'MetricObserved', data: metric('openai', 'aws'), announcedOn: '2026-03-01' });
  const right = { event: ledger.id(7), data: metric('openai', 'oracle') };
  ledger.write({ ...openai, type: 'EventCorrected', data: right, announcedOn: '2026-03-02', reason: 'misread' });
  for (const [value, announcedOn] of [
    ['100', '2026-03-03'],
    ['150', '2026-03-10'],
  ] as const) {
    const target = { target: 'site', title: 'A site', parties: ['openai', 'aws'], quantities: [usd(value)] };
    ledger.write({ ...openai, type: 'TargetStated', data: target, announcedOn });
  }
  return ledger;
}

describe('a party that was updated', () => {
  const ledger = ledgerOfUpdates();
  let side: ReadingSide;
  beforeAll(async () => {
    side = await ReadingSide.start(ledger);
  });
  afterAll(async () => void (await side.stop()));

  it('is as it was updated by then, in the list and on its own', async () => {
    const openai = async (query: string) => {
      const { parties } = await side.json<{ parties: Party[] }>(`/parties?${query}`);
      const row = parties.find(({ party }) => party === 'openai');
      expect(await side.json(`/parties/openai?${query}`)).toMatchObject({ ...row });
      return row;
    };
    const before = { party: 'openai', name: 'OPENAI', aliases: [], deals: 0 };
    const renamed = { ...before, name: 'OpenAI', aliases: ['OpenAI Group PBC'] };
    expect(await openai('')).toEqual({ ...renamed, lei: LEI });
    expect(await openai('knownAt=3')).toEqual(before);
    expect(await openai('knownAt=4')).toEqual(renamed);
    expect(await openai('validAt=2026-01-31')).toEqual(before);
    expect(await openai('validAt=2026-02-15')).toEqual({ ...renamed, lei: LEI, parent: 'oracle' });
    // Before its registration, too: a party is one whatever the dates.
    expect(await openai('validAt=2024-01-01')).toEqual(before);
  });

  it('has its history told field by field, old and new', async () => {
    const { entries } = await side.json<{ entries: Entry[] }>('/parties/openai/history');
    expect(entries.slice(0, 5).map(({ changes }) => changes)).toEqual([
      [{ path: '/name', before: null, after: 'OPENAI' }],
      [
        { path: '/name', before: 'OPENAI', after: 'OpenAI' },
        { path: '/aliases', before: null, after: ['OpenAI Group PBC'] },
      ],
      [
        { path: '/lei', before: null, after: LEI },
        { path: '/parent', before: null, after: 'oracle' },
      ],
      [{ path: '/parent', before: 'oracle', after: null }],
      [{ path: '/metrics/revenue 2025', before: null, after: usd('5') }],
    ]);
    expect(entries.at(-1)?.changes).toMatchObject([
      { path: '/targets/site', before: { quantities: [usd('100')] }, after: { quantities: [usd('150')] } },
    ]);
    const early = await side.json<{ entries: Entry[] }>('/parties/openai/history?validAt=2024-01-01');
    expect(early.entries.map(({ position }) => position)).toEqual([1]);
  });

  it('shows what stands in its stream at every party that it names, in whichever version', async () => {
    const shown = async (party: string, query = '') => {
      const { metrics, targets } = await side.json<Shown>(`/parties/${party}?${query}`);
      const { entries } = await side.json<{ entries: Entry[] }>(`/parties/${party}/history?${query}`);
      const { events } = await side.json<{ events: Entry[] }>(`/events?party=${party}&${query}`);
      const positions = entries.map(({ position }) => position);
      // What was corrected to name it did not name it in its own words.
      const named = party === 'oracle' ? positions.filter((position) => position !== 7) : positions;
      expect(events.map(({ position }) => position)).toEqual(named);
      return { metrics: metrics.length, targets: targets.map(({ quantities }) => quantities[0]?.value), positions };
    };
    expect(await shown('aws')).toEqual({ metrics: 0, targets: ['150'], positions: [2, 7, 8, 9, 10] });
    expect(await shown('aws', 'knownAt=7')).toEqual({ metrics: 1, targets: [], positions: [2, 7] });
    expect(await shown('oracle')).toEqual({ metrics: 1, targets: [], positions: [3, 7, 8] });
    expect(await shown('oracle', 'knownAt=7')).toEqual({ metrics: 0, targets: [], positions: [3] });
    expect(await shown('aws', 'knownAt=9')).toMatchObject({ targets: ['100'] });
  });
});

interface Party {
  readonly party: string;
}
interface Entry {
  readonly position: number;
  readonly changes: readonly object[];
}
interface Shown {
  readonly metrics: readonly object[];
  readonly targets: readonly { readonly quantities: readonly { readonly value: string }[] }[];
}
