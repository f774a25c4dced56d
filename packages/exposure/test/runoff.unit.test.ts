import { type LegState, perform } from '@offtake/deals/leg';
import type { LegTerms } from '@offtake/deals/leg-terms';
import { describe, expect, it } from 'vitest';
import type { PeriodKind } from '../src/calendar.ts';
import { firmParts } from '../src/firm-parts.ts';
import { LATER, runoffOf } from '../src/runoff.ts';
import { dealOf, legOf, usd } from './deal-of.ts';

const TODAY = '2026-05-16';

function runoff(legs: readonly (Partial<LegTerms> | LegState)[], by: PeriodKind = 'quarter', today = TODAY) {
  const rows = runoffOf(firmParts(dealOf('deal', legs)), by, today);
  return rows[0] ?? { periods: [], wall: null, undated: null };
}
/** `[period, stated, assumed]` of each. */
const periods = (...args: Parameters<typeof runoff>) =>
  runoff(...args).periods.map(({ period, stated, assumed }) => [period, stated, assumed]);

const STEPS = [
  { due: { from: '2026-01-01', to: '2026-06-30' }, quantity: usd('10') },
  { due: { from: null, to: '2026-08-15' }, quantity: usd('25') },
];

describe('a firm leg with steps', () => {
  it('falls due where its steps end, and the rest at the end of the term', () => {
    const leg = { schedule: STEPS, term: { from: null, to: '2027-01-31' } };
    expect(periods([leg])).toEqual([
      ['2026-Q2', '10', '0'],
      ['2026-Q3', '25', '0'],
      ['2027-Q1', '15', '0'],
    ]);
    expect(periods([leg], 'month').map(([period]) => period)).toEqual(['2026-06', '2026-08', '2027-01']);
    expect(periods([leg], 'year')).toEqual([
      ['2026', '35', '0'],
      ['2027', '15', '0'],
    ]);
  });

  it('has its wall where most is due', () => {
    expect(runoff([{ schedule: STEPS }]).wall).toEqual({ period: '2026-Q3', stated: '25' });
  });

  it('still shows in its period what was due and is not performed', () => {
    expect(periods([{ schedule: STEPS }], 'quarter', '2026-10-01')[0]).toEqual(['2026-Q2', '10', '0']);
  });

  it('is undated beyond the steps where the term has no end', () => {
    expect(runoff([{ schedule: STEPS }]).undated).toMatchObject({ stated: '15' });
  });
});

describe('a firm leg over a term without steps', () => {
  it('is spread by calendar day over what is left of the term, both ends included, and says that this is assumed', () => {
    // From 2026-05-16 to 2026-08-23: 100 days of 0.5; 46 of them by 2026-06-30, 54 after.
    const term = { from: '2025-01-01', to: '2026-08-23' };
    expect(periods([{ term }])).toEqual([
      ['2026-Q2', '23', '23'],
      ['2026-Q3', '27', '27'],
    ]);
  });

  it('begins at the start of its term where that is still to come, and today where it is not known', () => {
    const coming = { from: '2026-07-01', to: '2026-07-10' };
    expect(periods([{ term: coming }])).toEqual([['2026-Q3', '50', '50']]);
    // 16 to 25 May: 10 days, so all of it in May.
    expect(periods([{ term: { from: null, to: '2026-05-25' } }], 'month')).toEqual([['2026-05', '50', '50']]);
  });

  it('is rounded down in each period, and the last takes the rest', () => {
    // 30 June, 1 and 2 July: a third of 0.00001 is 0.000003, rounded down; the other 0.000007 falls to July.
    const term = { from: '2026-06-30', to: '2026-07-02' };
    expect(periods([{ term, quantity: usd('0.00001') }], 'month')).toEqual([
      ['2026-06', '0.000003', '0.000003'],
      ['2026-07', '0.000007', '0.000007'],
    ]);
  });

  it('is due at the end of its term once that has passed', () => {
    const term = { from: '2025-01-01', to: '2026-02-10' };
    expect(periods([{ term }])).toEqual([['2026-Q1', '50', '50']]);
  });

  it('is in no period without an end', () => {
    const { periods, undated, wall } = runoff([{ term: { from: '2026-01-01', to: null } }]);
    expect([periods, wall, undated?.stated]).toEqual([[], null, '50']);
  });

  it('says in each period that something in it is unstated or unbounded', () => {
    const term = { from: '2026-06-30', to: '2026-07-01' };
    const quantity = { qualifier: 'atLeast', value: '8', unit: 'USD' } as const;
    expect(runoff([{ term, quantity }]).periods.map(({ stated, high }) => [stated, high])).toEqual([
      ['4', null],
      ['4', null],
    ]);
    const undisclosed = runoff([{ term, quantity: { qualifier: 'undisclosed', unit: 'USD' } }]);
    expect(undisclosed.periods.map(({ stated, high, unstated }) => [stated, high, unstated])).toEqual([
      ['0', null, 1],
      ['0', null, 1],
    ]);
    expect(undisclosed.wall).toBeNull();
  });

  it('is told apart for a hundred years of months, and then put together', () => {
    // From 2026-05-16: the month 2126-05 is the first that is not told apart.
    const term = { from: null, to: '9999-12-31' };
    const all = periods([{ term }], 'month');
    expect(all).toHaveLength(1_201);
    expect([all.at(-2)?.[0], all.at(-1)?.[0]]).toEqual(['2126-04', LATER]);
    expect(runoff([{ term }], 'month').wall?.period).not.toBe(LATER);
  });
});

describe('several firm legs', () => {
  const capacity = { kind: 'capacity', quantity: { qualifier: 'exact', value: '7', unit: 'MW' } } as const;
  const term = { from: null, to: '2026-06-30' };
  const owed = { schedule: STEPS };
  const back = {
    obligor: 'oracle',
    obligee: 'openai',
    schedule: [{ due: { from: null, to: '2026-12-31' }, quantity: usd('50') }],
  };

  it('are summed per kind and unit, performed parts left out', () => {
    const legs = [perform(legOf(owed), usd('4'), false) as LegState, owed, { ...capacity, term }];
    const rows = runoffOf(firmParts(dealOf('deal', legs)), 'quarter', TODAY);
    expect(rows.map(({ kind, unit }) => [kind, unit])).toEqual([
      ['capacity', 'MW'],
      ['payment', 'USD'],
    ]);
    // 10 − 4 and 10; 25 and 25; 50 − 35 twice without a date.
    expect(rows[1]?.periods.map(({ stated }) => stated)).toEqual(['16', '50']);
    expect(rows[1]?.undated?.stated).toBe('30');
  });

  it('of one party are told apart by its side', () => {
    const rows = runoffOf(firmParts(dealOf('deal', [owed, back])), 'year', TODAY, new Set(['oracle']));
    expect(rows.map(({ side, periods }) => [side, periods.map(({ period, stated }) => [period, stated])])).toEqual([
      ['obligor', [['2026', '50']]],
      ['obligee', [['2026', '35']]],
    ]);
  });
});
