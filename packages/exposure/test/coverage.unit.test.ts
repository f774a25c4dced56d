import type { Quantity } from '@offtake/deals/quantity';
import { describe, expect, it } from 'vitest';
import { coverageOf, coverageWindow, type ObservedMetric } from '../src/coverage.ts';
import { firmParts } from '../src/firm-parts.ts';
import { dealOf, legOf, usd } from './deal-of.ts';

const TODAY = '2026-06-30';

function observed(metric: string, quantity: Quantity, effectiveOn = '2026-01-01'): ObservedMetric {
  return { metric, quantity, effectiveOn, event: `${metric} of ${effectiveOn}`, period: '2026' };
}
const RUN_RATE = observed('revenue-run-rate', usd('20'));
const due = (to: string, value: string) => ({ due: { from: null, to }, quantity: usd(value) });

function coverage(legs: Parameters<typeof dealOf>[1], metrics: readonly ObservedMetric[]) {
  const [row] = coverageOf('openai', firmParts(dealOf('deal', legs)), metrics, TODAY);
  if (!row) throw new Error('no row');
  return row;
}

describe('a party that owes payments, and of which a run-rate is known', () => {
  // Due on the day itself, on the last day of the window, and on the day after it.
  const leg = legOf({ schedule: [due(TODAY, '7'), due('2027-06-30', '10'), due('2027-07-01', '33')] });

  it('is covered by what falls due after today and up to the same day in 12 months', () => {
    expect(coverageWindow(TODAY)).toEqual({ from: '2026-07-01', to: '2027-06-30' });
    const row = coverage([leg], [RUN_RATE]);
    expect(row).toMatchObject({ unit: 'USD', payments: { stated: '10' }, undated: null, past: { stated: '7' } });
    expect(row.ratio).toEqual({ low: '0.5', stated: '0.5', high: '0.5' });
    expect(row.runRate).toMatchObject({ value: '20', effectiveOn: '2026-01-01', period: '2026' });
  });

  it('counts of a term without steps the days in the window, and takes none of the others for late', () => {
    // 2026-06-30 to 2028-06-28 are 730 days of 0.1 (2028 is a leap year): one is today, 365 are in the window.
    const term = { from: null, to: '2028-06-28' };
    const row = coverage([legOf({ term, quantity: usd('73') })], [RUN_RATE]);
    expect(row.payments.stated).toBe('36.5');
    expect(row.past).toBeNull();
  });

  it('counts only firm payments that it owes itself', () => {
    const others = [
      legOf({ binding: 'intent', schedule: [due('2027-01-01', '50')] }),
      legOf({ kind: 'loan', schedule: [due('2027-01-01', '50')] }),
      legOf({ obligor: 'oracle', obligee: 'openai', schedule: [due('2027-01-01', '50')] }),
    ];
    expect(coverage([leg, ...others], [RUN_RATE]).payments.stated).toBe('10');
  });

  it('takes the newest observation that is in effect, and never one of another metric', () => {
    const metrics = [
      observed('revenue', usd('1')),
      RUN_RATE,
      observed('revenue-run-rate', usd('40'), '2026-06-30'),
      observed('revenue-run-rate', usd('80'), '2026-07-01'),
    ];
    expect(coverage([leg], metrics)).toMatchObject({ runRate: { value: '40' }, ratio: { stated: '0.25' } });
  });

  it('is also held against cash and undrawn facilities, as far as they are known', () => {
    expect(coverage([leg], [RUN_RATE]).withLiquidity).toBeNull();
    const cash = observed('cash', usd('15'));
    expect(coverage([leg], [RUN_RATE, cash]).withLiquidity?.stated).toBe('0.285714'); // 10 / 35
    const undrawn = observed('undrawn-facilities', usd('5'));
    expect(coverage([leg], [RUN_RATE, cash, undrawn])).toMatchObject({
      undrawnFacilities: { value: '5' },
      withLiquidity: { low: '0.25', stated: '0.25', high: '0.25' }, // 10 / 40
    });
  });

  it('has no ratio without a run-rate, or with one of zero', () => {
    expect(coverage([leg], [observed('cash', usd('15'))])).toMatchObject({ ratio: null, withLiquidity: null });
    const nothing = { qualifier: 'exact', value: '0', unit: 'USD' } as const;
    expect(coverage([leg], [observed('revenue-run-rate', nothing)]).ratio).toBeNull();
  });

  it('has a row for each currency, and never holds one against another', () => {
    const euros = legOf({ quantity: { qualifier: 'exact', value: '3', unit: 'EUR' } });
    const rows = coverageOf('openai', firmParts(dealOf('deal', [leg, euros])), [RUN_RATE], TODAY);
    expect(rows.map(({ unit, ratio }) => [unit, ratio?.stated ?? null])).toEqual([
      ['EUR', null],
      ['USD', '0.5'],
    ]);
  });
});

describe('what is not known of payments', () => {
  it('is at worst due in the window where it has no date', () => {
    const undated = legOf({ quantity: { qualifier: 'upTo', value: '30', unit: 'USD' } });
    const row = coverage([legOf({ schedule: [due('2027-01-01', '10')], quantity: usd('10') }), undated], [RUN_RATE]);
    expect(row.undated).toMatchObject({ low: '0', stated: '30' });
    expect(row.ratio).toEqual({ low: '0.5', stated: '0.5', high: '2' }); // 10 / 20, (10 + 30) / 20
  });

  it('has no upper end where it is not disclosed', () => {
    const undisclosed = legOf({ quantity: { qualifier: 'undisclosed', unit: 'USD' } });
    const row = coverage(
      [legOf({ schedule: [due('2027-01-01', '10')], quantity: usd('10') }), undisclosed],
      [RUN_RATE],
    );
    expect(row.ratio).toEqual({ low: '0.5', stated: '0.5', high: null });
  });

  it('is bounded by the steps that it may reach, where it has no bound itself', () => {
    // At least 5 of steps of 10 and 20; what lies beyond them is due after the window.
    const schedule = [due('2026-12-31', '10'), due('2027-03-31', '20')];
    const term = { from: null, to: '2030-12-31' };
    const row = coverage(
      [legOf({ quantity: { qualifier: 'atLeast', value: '5', unit: 'USD' }, schedule, term })],
      [RUN_RATE],
    );
    expect(row.payments).toMatchObject({ low: '5', stated: '5', high: '30' });
    expect(row.ratio).toEqual({ low: '0.25', stated: '0.25', high: '1.5' });
  });

  it('is an interval where the payments are one', () => {
    const quantity = { qualifier: 'between', low: '8', value: '10', high: '16', unit: 'USD' } as const;
    const row = coverage([legOf({ quantity, schedule: [{ due: { to: '2027-01-01' }, quantity: null }] })], [RUN_RATE]);
    expect(row.ratio).toEqual({ low: '0.4', stated: '0.5', high: '0.8' });
  });
});

describe('what is not known of the run-rate', () => {
  const leg = legOf({ quantity: usd('10'), schedule: [due('2027-01-01', '10')] });
  const against = (quantity: Quantity) => coverage([leg], [observed('revenue-run-rate', quantity)]);

  it('turns round: the lowest payments over the highest rate, the highest over the lowest', () => {
    const between = { qualifier: 'between', low: '5', high: '25', unit: 'USD' } as const;
    expect(against(between)).toMatchObject({
      runRate: { value: null, low: '5', high: '25' },
      ratio: { low: '0.4', stated: null, high: '2' },
    });
    expect(against({ qualifier: 'atLeast', value: '20', unit: 'USD' }).ratio).toEqual({
      low: '0',
      stated: '0.5',
      high: '0.5',
    });
    expect(against({ qualifier: 'upTo', value: '20', unit: 'USD' }).ratio).toEqual({
      low: '0.5',
      stated: '0.5',
      high: null,
    });
    expect(against({ qualifier: 'undisclosed', unit: 'USD' }).ratio).toEqual({ low: '0', stated: null, high: null });
  });
});
