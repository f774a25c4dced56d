import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registered, usd } from './merged-ledger.ts';
import { ReadingSide } from './reading-side.ts';
import { type Written, WrittenLedger } from './written-ledger.ts';

/**
 * OpenAI owes AWS 100 (50 of it by 2026-04-30), perhaps 50 more, and 20 on a condition.
 * 5 takes 20 of the option, 6 lets the rest lapse; 7 meets 5 of the condition, 8 fails the rest; 9 pays 40; 10 hands
 * the price over to Microsoft; 11 corrects the 20 to 25; 12 completes the deal; 13 learns late that 10 more were paid;
 * 14 disputes the 40: 30 in the other version.
 */
function ledgerOfEveryEvent(): WrittenLedger {
  const ledger = new WrittenLedger('test');
  for (const party of ['openai', 'aws', 'microsoft']) ledger.write(registered(party));
  const leg = (name: string, binding: string, value: string, more: object = {}) => {
    const pair = { kind: 'payment', obligor: 'openai', obligee: 'aws' };
    return { leg: name, ...pair, binding, quantity: usd(value), ...more };
  };
  const schedule = [
    { due: { from: null, to: '2026-04-30' }, quantity: usd('50') },
    { due: { from: null, to: '2026-12-31' }, quantity: null },
  ];
  const condition = { type: 'delivery', text: 'once the first chips are there' };
  const legs = [
    leg('price', 'firm', '100', { schedule }),
    leg('more', 'option', '50', { window: { from: '2026-01-01', to: '2026-12-31' } }),
    leg('bonus', 'conditional', '20', { conditions: [condition] }),
  ];
  const write = (type: Written['type'], announcedOn: string, data: object, more: Partial<Written> = {}) =>
    ledger.write({ type, stream: 'deal/d', data, announcedOn, ...more });
  write('DealAnnounced', '2025-11-03', { title: 'A deal', legs });
  write('OptionExercised', '2026-02-01', { leg: 'more', quantity: usd('20') });
  write('OptionLapsed', '2026-03-01', { leg: 'more' });
  write('ConditionMet', '2026-02-10', { leg: 'bonus', quantity: usd('5') });
  write('ConditionFailed', '2026-03-05', { leg: 'bonus' });
  write('PerformanceRecorded', '2026-03-10', { leg: 'price', quantity: usd('40') });
  write('LegNovated', '2026-04-01', { leg: 'price', role: 'obligor', to: 'microsoft' });
  const right = { event: ledger.id(5), data: { leg: 'more', quantity: usd('25') } };
  write('EventCorrected', '2026-04-02', right, { reason: 'misread' });
  write('DealCompleted', '2026-06-01', { releaseRemainder: true });
  const late = { effectiveOn: '2026-05-01' };
  write('PerformanceRecorded', '2026-06-10', { leg: 'price', quantity: usd('10') }, late);
  const alternative = { leg: 'price', quantity: usd('30') };
  write('DisputeRaised', '2026-06-11', { event: ledger.id(9), alternative });
  return ledger;
}

describe('a deal in which everything happens', () => {
  const ledger = ledgerOfEveryEvent();
  let side: ReadingSide;
  beforeAll(async () => {
    side = await ReadingSide.start(ledger);
  });
  afterAll(async () => void (await side.stop()));

  it('has its quantities where the events have put them', async () => {
    const sums = async (query: string) => {
      const { rows } = await side.json<{ rows: Row[] }>(`/exposures?groupBy=leg,obligor,account&${query}`);
      return rows.map(({ leg, obligor, account, stated }) => `${leg} ${obligor} ${account} ${stated}`).sort();
    };
    expect(await sums('')).toEqual([
      'bonus openai lapsed 20',
      // 25 let lapse, and the 25 that were taken and not paid.
      'more openai lapsed 50',
      'price microsoft lapsed 50',
      'price microsoft performed 10',
      'price openai performed 40',
    ]);
    expect(await sums('knownAt=12&validAt=2026-05-31&leg=price,more')).toEqual([
      'more openai firm 25',
      'more openai lapsed 25',
      'price microsoft firm 60',
      'price openai performed 40',
    ]);
    expect(await sums('validAt=2026-02-28&leg=more,bonus')).toEqual([
      'bonus openai conditional 15',
      'bonus openai firm 5',
      'more openai firm 25',
      'more openai option 25',
    ]);
    expect(await sums('reading=alternative&leg=price')).toEqual([
      'price microsoft lapsed 60',
      'price microsoft performed 10',
      'price openai performed 30',
    ]);
  });

  it('is overdue while a step that is past is not performed, whoever owes it now', async () => {
    const overdue = async (query: string) => (await side.json<Sheet>(`/deals/d?${query}`)).flags.overdue;
    expect(await overdue('knownAt=12&validAt=2026-04-30')).toBe(false);
    expect(await overdue('knownAt=12&validAt=2026-05-15')).toBe(true);
    expect(await overdue('knownAt=13&validAt=2026-05-15')).toBe(false);
    expect(await overdue('reading=alternative&validAt=2026-05-15')).toBe(true);
    expect(await overdue('validAt=2026-06-01')).toBe(false);
  });

  it('stands in the register as in its term sheet, at every position and around every date, in either reading', async () => {
    const dates = ['2025-11-03', '2026-02-09', '2026-03-04', '2026-04-01', '2026-05-15', '2026-06-01', undefined];
    for (let knownAt = 4; knownAt <= ledger.head; knownAt++) {
      for (const validAt of dates) {
        for (const reading of ['recorded', 'alternative']) {
          const at = `knownAt=${knownAt}&reading=${reading}${validAt ? `&validAt=${validAt}` : ''}`;
          const { deals } = await side.json<{ deals: Sheet[] }>(`/deals?${at}`);
          const { title, state, flags, announcedOn, lastConfirmedOn, version, legs } = await side.json<Sheet>(
            `/deals/d?${at}`,
          );
          const same = { title, state, flags, announcedOn, lastConfirmedOn, version };
          expect([at, deals[0]]).toMatchObject([at, { ...same, legs: legs.length }]);
          const cells = legs.flatMap(({ accounts }) => accounts);
          const total = (account: string) =>
            cells.filter((cell) => cell.account === account).reduce((sum, { stated }) => sum + Number(stated), 0);
          for (const row of deals[0]?.totals ?? []) expect([at, Number(row.stated)]).toEqual([at, total(row.account)]);
        }
      }
    }
  });

  it('differs between any two moments by just the postings of the events that are named', async () => {
    const moments: (readonly [string, string])[] = [];
    for (let from = 3; from < ledger.head; from++) {
      for (let to = from + 1; to <= ledger.head; to += 2)
        moments.push([`from=${from}&to=${to}`, `from=${to}&to=${from}`]);
    }
    const dates = ['2025-11-02', '2026-02-01', '2026-03-05', '2026-04-01', '2026-05-15', '2026-06-30'];
    for (const [i, from] of dates.entries()) {
      for (const to of dates.slice(i + 1)) {
        moments.push([`fromValid=${from}&toValid=${to}`, `fromValid=${to}&toValid=${from}`]);
      }
    }
    for (const [there, back] of moments) {
      for (const reading of ['recorded', 'alternative']) {
        const groups = `groupBy=leg,obligor,account&reading=${reading}`;
        const diff = await side.json<Diff>(`/exposures/diff?${there}&${groups}`);
        const sums = new Map<string, number>();
        for (const posting of [...diff.facts, ...diff.corrections, ...diff.disputes].flatMap(
          ({ postings }) => postings,
        )) {
          const key = keyOf(posting);
          sums.set(key, (sums.get(key) ?? 0) + Number(posting.stated));
        }
        const changed = [...sums].filter(([, stated]) => stated !== 0).sort();
        const rows = diff.rows.map((row) => [keyOf(row), Number(row.difference.stated)]).sort();
        expect([there, reading, rows]).toEqual([there, reading, changed]);
        const backwards = await side.json<Diff>(`/exposures/diff?${back}&${groups}`);
        expect(backwards.rows.map(({ difference }) => -Number(difference.stated))).toEqual(
          diff.rows.map(({ difference }) => Number(difference.stated)),
        );
      }
    }
  });

  it('tells each step in its history, field by field', async () => {
    const { entries } = await side.json<{ entries: Entry[] }>('/deals/d/history');
    expect(entries.map(({ type, status }) => `${type} ${status}`)).toEqual([
      'DealAnnounced in-force',
      'OptionExercised corrected',
      'OptionLapsed in-force',
      'ConditionMet in-force',
      'ConditionFailed in-force',
      'PerformanceRecorded disputed',
      'LegNovated in-force',
      'EventCorrected correction',
      'DealCompleted in-force',
      'PerformanceRecorded in-force',
      'DisputeRaised dispute',
    ]);
    const changes = entries.map((entry) => entry.changes.map(({ path }) => path));
    expect(changes[6]).toEqual(['/lastConfirmedOn', '/legs/price/obligor']);
    expect(changes[7]).toEqual(['/lastConfirmedOn', '/legs/more/firm', '/legs/more/lapsed']);
    expect(changes[8]).toContain('/state');
    expect(entries[10]).toMatchObject({ names: ledger.id(9), changes: [] });
  });
});

interface Row {
  readonly leg: string;
  readonly obligor: string;
  readonly account: string;
  readonly stated: string;
}
const keyOf = ({ leg, obligor, account }: Row) => `${leg} ${obligor} ${account}`;

interface Diff extends Record<'facts' | 'corrections' | 'disputes', readonly { readonly postings: readonly Row[] }[]> {
  readonly rows: readonly (Row & { readonly difference: { readonly stated: string } })[];
}
interface Sheet {
  readonly title: string;
  readonly state: string;
  readonly flags: { readonly disputed: boolean; readonly overdue: boolean };
  readonly announcedOn: string;
  readonly lastConfirmedOn: string;
  readonly version: number;
  readonly legs: readonly { readonly accounts: readonly Row[] }[];
  readonly totals: readonly Row[];
}
interface Entry {
  readonly type: string;
  readonly status: string;
  readonly changes: readonly { readonly path: string }[];
}
