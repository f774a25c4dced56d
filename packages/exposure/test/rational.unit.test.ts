import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  compare,
  greatestCommonDivisor,
  minus,
  NOUGHT,
  plus,
  printFraction,
  printRatio,
  ratio,
  rounded,
  times,
} from '../src/rational.ts';

const whole = fc.bigInt({ min: -(10n ** 24n), max: 10n ** 24n });
const rational = fc
  .tuple(
    whole,
    whole.filter((n) => n !== 0n),
  )
  .map(([n, d]) => ratio(n, d));

describe('exact fractions', () => {
  it('are reduced, with a denominator above zero', () => {
    expect(ratio(6n, -8n)).toEqual({ numerator: -3n, denominator: 4n });
    expect(ratio(0n, -8n)).toEqual(NOUGHT);
    fc.assert(
      fc.property(rational, ({ numerator, denominator }) => {
        expect(denominator > 0n).toBe(true);
        expect(greatestCommonDivisor(numerator, denominator)).toBe(1n);
      }),
    );
  });

  it('are reduced by the greatest common divisor, however long they are', () => {
    const euclid = (a: bigint, b: bigint): bigint => (b === 0n ? a : euclid(b, a % b));
    const long = fc.bigInt({ min: 0n, max: 2n ** 3_000n });
    const whole = fc.oneof(long, fc.bigInt({ min: 0n, max: 2n ** 110n }), fc.nat().map(BigInt));
    fc.assert(
      fc.property(whole, whole, whole, (a, b, common) => {
        expect(greatestCommonDivisor(a * common, -b * common)).toBe(euclid(a * common, b * common));
      }),
      { numRuns: 2_000 },
    );
    let [a, b] = [1n, 1n];
    for (let i = 0; i < 5_000; i++) [a, b] = [a + b, a];
    expect(greatestCommonDivisor(7n * a, 7n * b)).toBe(7n);
  });

  it('refuse a denominator of zero', () => {
    expect(() => ratio(1n, 0n)).toThrow('1 divided by zero');
  });

  it('add and multiply as a ring does, whatever the order', () => {
    fc.assert(
      fc.property(rational, rational, rational, (a, b, c) => {
        expect(plus(a, b)).toEqual(plus(b, a));
        expect(plus(plus(a, b), c)).toEqual(plus(a, plus(b, c)));
        expect(times(a, plus(b, c))).toEqual(plus(times(a, b), times(a, c)));
        expect(minus(plus(a, b), b)).toEqual(a);
      }),
    );
  });

  it('are ordered as their differences are', () => {
    fc.assert(
      fc.property(rational, rational, (a, b) => {
        const { numerator } = minus(a, b);
        expect(compare(a, b)).toBe(numerator < 0n ? -1 : numerator > 0n ? 1 : 0);
      }),
    );
  });

  it('round half up, below zero too', () => {
    const wholes = [ratio(5n, 2n), ratio(-5n, 2n), ratio(-8n, 3n), ratio(7n, 3n), ratio(-2n)].map(rounded);
    expect(wholes).toEqual([3n, -2n, -3n, 2n, -2n]);
  });

  it('print as a decimal of six digits, and as a fraction to the last unit', () => {
    expect(printRatio(ratio(1n, 3n))).toBe('0.333333');
    expect(printRatio(ratio(2n, 3n))).toBe('0.666667');
    expect(printRatio(ratio(1n, 2_000_000n))).toBe('0.000001');
    expect(printRatio(ratio(-1n, 2_000_000n))).toBe('0');
    expect(printRatio(ratio(3n, 2n))).toBe('1.5');
    expect(printFraction(ratio(330n, 224n))).toBe('165/112');
    expect(printFraction(ratio(6n, 2n))).toBe('3');
  });
});
