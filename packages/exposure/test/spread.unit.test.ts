import { parseDecimal } from '@offtake/deals/amount';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addMonths, dayAfter, daysFromTo, periodOf } from '../src/calendar.ts';
import { spread } from '../src/spread.ts';

const Q1 = { from: '2026-01-01', to: '2026-03-31' };
const Q2 = { from: '2026-04-01', to: '2026-06-30' };

describe('an amount that is due evenly over a time', () => {
  it('is divided by calendar day, both ends included', () => {
    // 2026-03-30 to 2026-04-08: 10 days, of which 2 in March and 8 in April.
    expect(spread(100n, '2026-03-30', '2026-04-08', [Q1, Q2])).toEqual([20n, 80n]);
  });

  it('is rounded down in each period, and the last takes the rest', () => {
    // 3 days of 100 millionths: 33.3 each; the third day takes 34.
    const days = ['2026-01-01', '2026-01-02', '2026-01-03'].map((day) => ({ from: day, to: day }));
    expect(spread(100n, '2026-01-01', '2026-01-03', days)).toEqual([33n, 33n, 34n]);
    // The last is the one in which it ends, in whatever order the periods come.
    expect(spread(100n, '2026-01-01', '2026-01-03', days.toReversed())).toEqual([34n, 33n, 33n]);
  });

  it('counts the day of a leap year', () => {
    // 2024: 366 days, the first quarter has 31 + 29 + 31 = 91 of them.
    const year = { from: '2024-04-01', to: '2024-12-31' };
    expect(spread(366n, '2024-01-01', '2024-12-31', [{ from: '2024-01-01', to: '2024-03-31' }, year])).toEqual([
      91n,
      275n,
    ]);
  });

  it('keeps what falls outside of a window', () => {
    // 4 days, 2 of them in the window; its end lies in no period, so nobody takes a rest.
    const window = { from: '2026-01-02', to: '2026-01-03' };
    expect(spread(7n, '2026-01-01', '2026-01-04', [window])).toEqual([3n]);
    // 1 of 3 days is before the window: 7 / 3 = 2 stays there, the window takes the other 5.
    expect(spread(7n, '2026-01-01', '2026-01-03', [window])).toEqual([5n]);
  });

  it('is due on one day where it begins and ends on it', () => {
    expect(spread(parseDecimal('1.5'), '2026-02-01', '2026-02-01', [Q1, Q2])).toEqual([1_500_000n, 0n]);
  });

  it('cannot end before it begins', () => {
    expect(() => spread(1n, '2026-02-01', '2026-01-31', [Q1])).toThrow('2026-01-31');
  });

  it('sums to itself over periods that cover its days, none of them off by more than the rounding', () => {
    const start = fc.integer({ min: 0, max: 4_000 });
    fc.assert(
      fc.property(fc.bigInt(0n, 10n ** 24n), start, fc.integer({ min: 0, max: 3_000 }), (amount, first, length) => {
        const day = (n: number) => new Date(Date.parse('2024-01-01') + n * 86_400_000).toISOString().slice(0, 10);
        const [from, to] = [day(first), day(first + length)];
        const quarters = new Map<string, ReturnType<typeof periodOf>>();
        for (let n = first; n <= first + length; n++)
          quarters.set(periodOf(day(n), 'quarter').period, periodOf(day(n), 'quarter'));
        const periods = [...quarters.values()];
        const parts = spread(amount, from, to, periods);
        expect(parts.reduce((sum, part) => sum + part, 0n)).toBe(amount);
        for (const [i, { from: a, to: b }] of periods.entries()) {
          const within = BigInt(daysFromTo(a > from ? a : from, b < to ? b : to));
          const exact = (amount * within) / BigInt(length + 1);
          const off = (parts[i] ?? -1n) - exact;
          expect(off >= 0n && off <= (i === periods.length - 1 ? BigInt(periods.length) : 0n)).toBe(true);
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe('a date', () => {
  it('keeps its day in a later month, or takes the last one', () => {
    expect(addMonths('2026-01-31', 1)).toBe('2026-02-28');
    expect(addMonths('2024-02-29', 12)).toBe('2025-02-28');
    expect(addMonths('2025-11-30', 3)).toBe('2026-02-28');
    expect(addMonths('2026-12-15', 12)).toBe('2027-12-15');
    expect(addMonths('0099-12-31', 2)).toBe('0100-02-28');
    expect(addMonths('9999-06-30', 12)).toBe('9999-12-31');
  });

  it('is followed by another, to the end of the calendar', () => {
    expect([dayAfter('2024-02-28'), dayAfter('2026-12-31'), dayAfter('9999-12-31')]).toEqual([
      '2024-02-29',
      '2027-01-01',
      '9999-12-31',
    ]);
  });

  it('lies in a month, a quarter and a year', () => {
    expect(periodOf('2026-11-03', 'month')).toEqual({ period: '2026-11', from: '2026-11-01', to: '2026-11-30' });
    expect(periodOf('2026-11-03', 'quarter')).toEqual({ period: '2026-Q4', from: '2026-10-01', to: '2026-12-31' });
    expect(periodOf('2024-02-01', 'month').to).toBe('2024-02-29');
    expect(periodOf('2100-02-01', 'month').to).toBe('2100-02-28');
    expect(periodOf('2026-11-03', 'year')).toEqual({ period: '2026', from: '2026-01-01', to: '2026-12-31' });
  });
});
