import { exactly, parseDecimal } from '@offtake/deals/amount';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concentrationOf, type Holding } from '../src/concentration.ts';

const holding = (party: string, bn: string): Holding => ({ party, amount: exactly(parseDecimal(bn)) });
const buying = (aws: string) => [
  holding('coreweave', '22.4'),
  holding('microsoft', '250'),
  holding('aws', aws),
  holding('oracle', '300'),
];

describe('the payments of one buyer to its suppliers', () => {
  it.each([
    ['38', '4145.2'],
    ['138', '3409.1'],
    ['100', '3605.3'],
  ])('have the HHI that was worked out by hand, AWS at %s bn', (aws, hhi) => {
    expect(Number(concentrationOf(buying(aws)).hhi).toFixed(1)).toBe(hhi);
  });

  it('are listed largest first, with exact shares of what is stated', () => {
    const { shares, total, top1, top3, hhi, effectiveNumber } = concentrationOf(buying('38'));
    expect(shares.map(({ party, share }) => [party, share])).toEqual([
      ['oracle', '0.491481'],
      ['microsoft', '0.409567'],
      ['aws', '0.062254'],
      ['coreweave', '0.036697'],
    ]);
    // 1 − 22.4 / 610.4 = 0.9633027…; (300² + 250² + 38² + 22.4²) / 610.4² × 10,000 = 4145.2138466…
    expect({ total: total.stated, top1, top3, hhi, effectiveNumber }).toEqual({
      total: '610.4',
      top1: '0.491481',
      top3: '0.963303',
      hhi: '4145.213847',
      effectiveNumber: '2.412421',
    });
  });

  it('show what is undisclosed beside a share of nothing', () => {
    const undisclosed = { low: 0n, stated: 0n, high: 0n, unstated: 1, unbounded: 1 };
    const { shares, total } = concentrationOf([holding('oracle', '300'), { party: 'google', amount: undisclosed }]);
    expect(shares[1]).toEqual({ party: 'google', low: '0', stated: '0', high: null, unstated: 1, share: '0' });
    expect(total).toEqual({ low: '300', stated: '300', high: null, unstated: 1 });
  });

  it('have no measure where nothing is stated', () => {
    const none = { hhi: null, effectiveNumber: null, top1: null, top3: null };
    expect(concentrationOf([])).toMatchObject({ shares: [], ...none });
    const unknown = { low: 0n, stated: 0n, high: 5n, unstated: 1, unbounded: 0 };
    expect(concentrationOf([{ party: 'google', amount: unknown }])).toMatchObject({
      shares: [{ share: null }],
      ...none,
    });
  });

  it('are as concentrated as so many equal ones: n equal shares have an HHI of 10,000 / n', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.bigInt({ min: 1n, max: 10n ** 24n }), (n, stated) => {
        const equal = Array.from({ length: n }, (_, i) => ({ party: `p${i}`, amount: exactly(stated) }));
        expect(concentrationOf(equal).effectiveNumber).toBe(String(n));
      }),
    );
  });

  it('lie between 10,000 / n and 10,000, whatever their order and however they are split by leg', () => {
    const amounts = fc.array(fc.bigInt({ min: 1n, max: 10n ** 18n }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(amounts, (stated) => {
        const whole = stated.map((amount, i) => ({ party: `p${i}`, amount: exactly(amount) }));
        const split = whole.flatMap(({ party, amount }) => [
          { party, amount: exactly(amount.stated / 3n) },
          { party, amount: exactly(amount.stated - amount.stated / 3n) },
        ]);
        const { hhi } = concentrationOf(whole);
        expect(concentrationOf(split.reverse())).toEqual(concentrationOf(whole));
        expect(Number(hhi)).toBeLessThanOrEqual(10_000);
        expect(Number(hhi)).toBeGreaterThanOrEqual(10_000 / stated.length - 0.000001);
      }),
    );
  });
});
