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

/** What is common lies crosswise, since both are reduced: so a long fraction times a short one is quick. */
export function times(a: Rational, b: Rational): Rational {
  const left = greatestCommonDivisor(a.numerator, b.denominator);
  const right = greatestCommonDivisor(b.numerator, a.denominator);
  return {
    numerator: (a.numerator / left) * (b.numerator / right),
    denominator: (a.denominator / right) * (b.denominator / left),
  };
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

/**
 * Of whole numbers whatever their sign, never below zero. Euclid's steps on long numbers are told from their leading
 * digits, and taken many at once (Lehmer 1938; Knuth, "The Art of Computer Programming" 4.5.2, algorithm L).
 */
export function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let [greater, lesser] = [a < 0n ? -a : a, b < 0n ? -b : b];
  if (greater < lesser) [greater, lesser] = [lesser, greater];
  while (lesser >> LEADING_BITS > 0n) {
    const steps = leadingSteps(greater, lesser);
    if (!steps) [greater, lesser] = [lesser, greater % lesser];
    else {
      const [p, q, r, s] = steps;
      [greater, lesser] = [p * greater + q * lesser, r * greater + s * lesser];
    }
  }
  while (lesser !== 0n) [greater, lesser] = [lesser, greater % lesser];
  return greater;
}

/** Few enough that floats hold them, and the products of quotients and factors. */
const LEADING_BITS = 50n;

/** Euclid's steps that are the same whatever follows the leading digits, as one matrix; null where not even one is. */
function leadingSteps(greater: bigint, lesser: bigint): readonly [bigint, bigint, bigint, bigint] | null {
  const cut = BigInt(greater.toString(16).length * 4) - LEADING_BITS;
  let [x, y] = [Number(greater >> cut), Number(lesser >> cut)];
  let [p, q, r, s] = [1, 0, 0, 1];
  while (y + r !== 0 && y + s !== 0) {
    const quotient = Math.floor((x + p) / (y + r));
    if (quotient !== Math.floor((x + q) / (y + s))) break;
    [p, q, r, s] = [r, s, p - quotient * r, q - quotient * s];
    [x, y] = [y, x - quotient * y];
  }
  return q === 0 ? null : [BigInt(p), BigInt(q), BigInt(r), BigInt(s)];
}
