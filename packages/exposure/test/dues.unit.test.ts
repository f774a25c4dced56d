import { formatDecimal } from '@offtake/deals/amount';
import { enter, increase, type LegState, perform } from '@offtake/deals/leg';
import { describe, expect, it } from 'vitest';
import { firmByDue } from '../src/dues.ts';

const usd = (value: string) => ({ qualifier: 'exact', value, unit: 'USD' }) as const;
const STEPS = [
  { due: { to: '2026-06-30' }, quantity: usd('10') },
  { due: { from: '2026-07-01', to: '2026-12-31' }, quantity: usd('20') },
];

function leg(terms: Partial<LegState['terms']>): LegState {
  const parties = { obligor: 'openai', obligee: 'oracle' };
  const common = { leg: 'a', kind: 'payment', binding: 'firm', quantity: usd('50') } as const;
  return enter({ ...common, ...parties, ...terms }, '2026-01-01');
}

function performed(before: LegState, value: string): LegState {
  return perform(before, usd(value), false) as LegState;
}

/** `[due from, due to, low, stated, high]` of each part; undated parts have no dates. */
function parts(state: LegState) {
  return firmByDue(state).map(({ due, amount }) => {
    return [due?.from ?? null, due?.to ?? null, ...[amount.low, amount.stated, amount.high].map(formatDecimal)];
  });
}

describe('a firm leg without steps', () => {
  it('is due over its term', () => {
    const term = { from: '2027-01-01', to: '2031-12-31' };
    expect(parts(leg({ term }))).toEqual([['2027-01-01', '2031-12-31', '50', '50', '50']]);
  });

  it('is undated without an end of the term', () => {
    expect(parts(leg({ term: { from: '2027-01-01', to: null } }))).toEqual([[null, null, '50', '50', '50']]);
  });
});

describe('a firm leg with steps', () => {
  const term = { from: '2026-01-01', to: '2028-12-31' };

  it('is due step by step, and what lies beyond them at the end of the term', () => {
    expect(parts(leg({ schedule: STEPS, term }))).toEqual([
      [null, '2026-06-30', '10', '10', '10'],
      ['2026-07-01', '2026-12-31', '20', '20', '20'],
      [null, '2028-12-31', '20', '20', '20'],
    ]);
  });

  it('leaves what lies beyond the steps undated where the term has no end', () => {
    expect(parts(leg({ schedule: STEPS })).at(-1)).toEqual([null, null, '20', '20', '20']);
  });

  it('has its earliest step consumed by a performance', () => {
    expect(parts(performed(leg({ schedule: STEPS, term }), '12'))).toEqual([
      ['2026-07-01', '2026-12-31', '18', '18', '18'],
      [null, '2028-12-31', '20', '20', '20'],
    ]);
  });

  it('has its latest part taken by a smaller quantity', () => {
    expect(parts(leg({ schedule: STEPS, quantity: usd('15') }))).toEqual([
      [null, '2026-06-30', '10', '10', '10'],
      ['2026-07-01', '2026-12-31', '5', '5', '5'],
    ]);
  });

  it('lays low, stated and high along the steps each by itself', () => {
    const quantity = { qualifier: 'between', low: '5', value: '15', high: '40', unit: 'USD' } as const;
    expect(parts(leg({ schedule: STEPS, quantity }))).toEqual([
      [null, '2026-06-30', '5', '10', '10'],
      ['2026-07-01', '2026-12-31', '0', '5', '20'],
      [null, null, '0', '0', '10'],
    ]);
  });

  it('keeps what is unstated or unbounded on the rest', () => {
    const state = increase(leg({ schedule: STEPS }), { qualifier: 'undisclosed', unit: 'USD' }) as LegState;
    expect(firmByDue(state).map(({ amount }) => [amount.unstated, amount.unbounded])).toEqual([
      [0, 0],
      [0, 0],
      [1, 1],
    ]);
  });

  it('takes a last step without a quantity for the rest', () => {
    const schedule = [{ due: { from: '2025-11-03', to: '2026-12-31' }, quantity: null }];
    const quantity = { qualifier: 'between', low: '200000', high: '999999', unit: 'USD' } as const;
    expect(parts(leg({ schedule, quantity }))).toEqual([['2025-11-03', '2026-12-31', '200000', '0', '999999']]);
    expect(firmByDue(leg({ schedule, quantity }))[0]?.amount.unstated).toBe(1);
  });
});
