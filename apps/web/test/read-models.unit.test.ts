import { describe, expect, it } from 'vitest';
import type { ReconciliationRow } from '../src/api/reconciliation.ts';
import { scaleOf } from '../src/due/ratio-scale.ts';
import { concentrationLevel, measure, percent, times } from '../src/numbers/format-ratio.ts';
import { allocationOf, fractionOf } from '../src/targets/allocation.ts';

describe('a ratio', () => {
  it('reads as a percentage, a multiple or a measure, in the language of the reader', () => {
    expect(percent('en', '0.326797')).toBe('32.7%');
    expect(percent('es', '0.326797')).toMatch(/^32,7\s%$/);
    expect([times('en', '0.666667'), times('en', '12.34')]).toEqual(['0.67×', '12.3×']);
    expect([measure('en', '4145.2'), measure('es', '4145.2')]).toEqual(['4,145.2', '4.145,2']);
  });
  it('of concentration is high above 1,800', () => {
    expect(['1000', '1800', '1800.1'].map(concentrationLevel)).toEqual(['low', 'moderate', 'high']);
  });
});

describe('an interval of ratios on a line', () => {
  it('always shows 1', () => {
    expect(scaleOf({ low: '0.5', stated: '0.5', high: '0.5' })).toMatchObject({
      from: 25,
      to: 25,
      stated: 25,
      one: 50,
    });
    expect(scaleOf({ low: '4', stated: '8', high: '10' }).one).toBeGreaterThan(8);
  });
  it('without an upper end reaches the end of the line', () => {
    expect(scaleOf({ low: '0.5', stated: null, high: null })).toMatchObject({ to: 100, stated: null, isOpen: true });
  });
});

const amount = (stated: string) => ({ low: stated, stated, high: stated, unstated: 0 });
const row = (total: string, firm: string, option: string, rest: string | null): ReconciliationRow => ({
  unit: 'USD',
  counts: { side: 'obligor', kinds: ['payment'] },
  total: amount(total),
  performed: amount('0'),
  firm: amount(firm),
  conditional: amount('0'),
  option: amount(option),
  intent: amount('0'),
  rest,
  overAllocated: rest?.startsWith('-') ?? false,
  legs: [],
});

describe('a target as a bar', () => {
  it('ends in what no leg stands for', () => {
    expect(allocationOf(row('1400', '700', '140', '560'))).toEqual({
      parts: [
        { account: 'firm', from: 0, width: 50 },
        { account: 'option', from: 50, width: 10 },
      ],
      rest: 40,
      target: 100,
    });
  });
  it('that the legs exceed lies within the bar', () => {
    expect(allocationOf(row('50', '100', '0', '-50'))).toMatchObject({ rest: 0, target: 50 });
  });
  it('that states no total has no rest', () => {
    expect(allocationOf(row('0', '100', '0', null))).toMatchObject({ rest: 0, target: 100 });
    expect(fractionOf('100', row('0', '100', '0', null))).toBeNull();
  });
});
