import { decrease, end, increase, type LegState, perform } from '@offtake/deals/leg';
import type { LegTerms } from '@offtake/deals/leg-terms';
import { describe, expect, it } from 'vitest';
import { deliveryOf, deliveryTotals } from '../src/delivery.ts';
import { dealOf, legOf, usd } from './deal-of.ts';

const STEPS = [
  { due: { from: null, to: '2026-03-31' }, quantity: usd('10') },
  { due: { from: null, to: '2026-06-30' }, quantity: usd('20') },
];
const TERM = { from: '2026-01-01', to: '2028-12-31' };
const TODAY = '2026-07-10';

function delivery(leg: LegState, today = TODAY) {
  const [row] = deliveryOf([dealOf('deal', [leg])], today);
  if (!row) throw new Error('no row');
  return row;
}
const inSteps = (more: Partial<LegTerms> = {}) => legOf({ schedule: STEPS, term: TERM, ...more });
const paid = (leg: LegState, value: string) => perform(leg, usd(value), false) as LegState;

describe('a leg of 50 with steps of 10 and 20, of which 12 is paid ten days after the second', () => {
  const row = delivery(paid(inSteps(), '12'));

  it('is delivered for 12 of the 30 that were scheduled by then', () => {
    expect(row).toMatchObject({ performed: '12', scheduled: '30', ratio: '0.4' });
  });

  it('has 18 of the second step overdue for 10 days; the rest is due at the end of the term', () => {
    expect(row).toMatchObject({ overdue: '18', daysOverdue: 10 });
    expect(row.steps).toEqual([
      { due: { from: null, to: '2026-03-31' }, quantity: '10', performed: '10', overdue: '0', daysOverdue: 0 },
      { due: { from: null, to: '2026-06-30' }, quantity: '20', performed: '2', overdue: '18', daysOverdue: 10 },
      { due: { from: null, to: '2028-12-31' }, quantity: '20', performed: '0', overdue: '0', daysOverdue: 0 },
    ]);
  });

  it('was not overdue on the day that it was due, though scheduled', () => {
    const onTheDay = delivery(paid(inSteps(), '12'), '2026-06-30');
    expect(onTheDay).toMatchObject({ scheduled: '30', ratio: '0.4', overdue: '0', daysOverdue: 0 });
  });
});

describe('a leg that is ahead of its schedule', () => {
  it('has a ratio above 1, and none before anything is due', () => {
    expect(delivery(paid(inSteps(), '15'), '2026-04-01')).toMatchObject({ scheduled: '10', ratio: '1.5' });
    expect(delivery(paid(inSteps(), '15'), '2026-03-30')).toMatchObject({ scheduled: '0', ratio: null });
  });
});

describe('a leg of which less is owed than its steps say', () => {
  it('is scheduled for what was left by a decrease, the latest step first', () => {
    // 50 − 35 = 15: the first step of 10, and 5 of the second.
    const row = delivery(decrease(inSteps(), usd('35')) as LegState);
    expect(row).toMatchObject({ scheduled: '15', overdue: '15', daysOverdue: 101 });
    expect(row.steps.map(({ quantity }) => quantity)).toEqual(['10', '5']);
  });

  it('is scheduled for what was performed once the rest has lapsed', () => {
    expect(delivery(end(paid(inSteps(), '12'), '2026-05-31'))).toMatchObject({
      scheduled: '12',
      ratio: '1',
      overdue: '0',
    });
  });
});

describe('a leg that states nothing, or only its bounds', () => {
  it('is overdue without a number where a step without a quantity has passed', () => {
    const schedule = [{ due: { from: null, to: '2026-06-30' }, quantity: null }];
    const quantity = { qualifier: 'between', low: '5', high: '9', unit: 'USD' } as const;
    const row = delivery(legOf({ schedule, quantity }));
    expect(row).toMatchObject({ scheduled: '0', ratio: null, overdue: '0', daysOverdue: 10, unstated: 1 });
    expect(row).toMatchObject({ overdueLow: '5', overdueHigh: '9' });
    expect(row.steps).toMatchObject([{ quantity: null, performed: '0', overdue: '0', daysOverdue: 10 }]);
  });

  it('keeps steps that only an upper bound reaches', () => {
    const row = delivery(
      inSteps({ quantity: { qualifier: 'between', low: '1', value: '4', high: '12', unit: 'USD' } }),
    );
    expect(row.steps.map(({ quantity, daysOverdue }) => [quantity, daysOverdue])).toEqual([
      ['4', 101],
      ['0', 10],
    ]);
  });

  it('keeps what is unstated on the rest', () => {
    const row = delivery(increase(inSteps(), { qualifier: 'undisclosed', unit: 'USD' }) as LegState);
    expect(row.steps.map(({ quantity }) => quantity)).toEqual(['10', '20', '20']);
    expect(row.unstated).toBe(1);
  });
});

describe('a leg without steps', () => {
  it('is scheduled at the end of its term', () => {
    expect(delivery(legOf({ term: TERM }))).toMatchObject({ scheduled: '0', ratio: null });
    const after = delivery(legOf({ term: TERM }), '2029-01-01');
    expect(after).toMatchObject({ scheduled: '50', ratio: '0', overdue: '50', daysOverdue: 1 });
    expect(after.steps[0]?.due).toEqual(TERM);
  });

  it('has no schedule without an end of the term', () => {
    expect(delivery(paid(legOf(), '5'))).toMatchObject({ performed: '5', scheduled: null, ratio: null, steps: [] });
  });

  it('is not shown where nothing of it is firm or performed', () => {
    expect(deliveryOf([dealOf('deal', [legOf({ binding: 'intent' })])], TODAY)).toEqual([]);
  });
});

describe('several legs', () => {
  it('are totalled per kind and unit; what has no date is outside of the ratio', () => {
    const capacity = { kind: 'capacity', quantity: { qualifier: 'exact', value: '7', unit: 'MW' } } as const;
    const legs = [paid(inSteps(), '12'), paid(inSteps(), '15'), paid(legOf(), '5'), legOf(capacity)];
    const rows = deliveryOf([dealOf('deal', legs)], TODAY);
    // (12 + 15) / (30 + 30) = 0.45; overdue 18 + 15.
    expect(deliveryTotals(rows)).toEqual([
      {
        kind: 'capacity',
        unit: 'MW',
        performed: '0',
        performedUndated: '0',
        scheduled: '0',
        ratio: null,
        overdue: '0',
        unstated: 0,
      },
      {
        kind: 'payment',
        unit: 'USD',
        performed: '32',
        performedUndated: '5',
        scheduled: '60',
        ratio: '0.45',
        overdue: '33',
        unstated: 0,
      },
    ]);
  });
});
