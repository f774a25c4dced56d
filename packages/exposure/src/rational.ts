import { formatDecimal } from '@offtake/deals/amount';

/**
 * An exact fraction, reduced, with a denominator above zero. Ratios and payments are kept like this until they are
 * printed, so that no rounding adds up and no comparison depends on it.
 */
export interface Rational {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** Digits after the point that a ratio is printed with. */
const FRACTION_DIGITS = 6;
const MILLION = 10n ** BigInt(FRACTION_DIGITS);

export const NOUGHT: Rational = { numerator: 0n, denominator: 1n };

/** @throws where the denominator is zero: who divides has to say first what a ratio to nothing is. */
export function ratio(numerator: bigint, denominator = 1n): Rational {
  if (denominator === 0n) throw new Error(`${numerator} divided by zero`);
  const common = greatestCommonDivisor(numerator, denominator);
  const divisor = denominator < 0n ? -common : common;
  return { numerator: numerator / divisor, denominator: denominator / divisor };
}

export function plus(a: Rational, b: Rational): Rational {
  return ratio(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator);
}

export function minus(a: Rational, b: Rational): Rational {
  return plus(a, { numerator: -b.numerator, denominator: b.denominator });
}

export function times(a: Rational, b: Rational): Rational {
  return ratio(a.numerator * b.numerator, a.denominator * b.denominator);
}

/** Below zero where `a` is less than `b`, above where it is more, zero where they are equal. */
export function compare(a: Rational, b: Rational): number {
  const difference = a.numerator * b.denominator - b.numerator * a.denominator;
  return difference < 0n ? -1 : Number(difference > 0n);
}

/** The nearest whole number; half up. */
export function rounded({ numerator, denominator }: Rational): bigint {
  const doubled = 2n * numerator + denominator;
  const below = doubled / (2n * denominator);
  return doubled < 0n && below * 2n * denominator !== doubled ? below - 1n : below;
}

/** `1/3` → `"0.333333"`: 6 decimals, half up, canonical. */
export function printRatio(value: Rational): string {
  return formatDecimal(rounded(times(value, { numerator: MILLION, denominator: 1n })));
}

/** `"165/112"`, and `"3"` for a whole number. */
export function printFraction({ numerator, denominator }: Rational): string {
  return denominator === 1n ? String(numerator) : `${numerator}/${denominator}`;
}

/** Of whole numbers whatever their sign, never below zero. */
export function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let [greater, lesser] = [a < 0n ? -a : a, b < 0n ? -b : b];
  while (lesser !== 0n) [greater, lesser] = [lesser, greater % lesser];
  return greater;
}
