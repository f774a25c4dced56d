import { type Amount, add, isZero, parseDecimal, subtract, ZERO } from '@offtake/deals/amount';
import { compare, NOUGHT, plus, type Rational, ratio, times } from './rational.ts';

/**
 * What a watch measures, between its ends whatever is not known, and whether that has crossed a threshold. The ends of
 * a ratio are those of its parts taken each for itself: they may lie wider than what is possible together, never closer
 * (docs/decisions/0014).
 */
export interface Measured {
  readonly low: Rational;
  /** Of what is stated; null where nothing is. */
  readonly stated: Rational | null;
  /** Null: nothing bounds it. */
  readonly high: Rational | null;
}

export interface Threshold {
  readonly is: 'above' | 'below';
  /** A decimal string. */
  readonly threshold: string;
}
export type Outcome = 'crossed' | 'not-crossed' | 'cannot-be-told';

const MILLION = 1_000_000n;
const ONE = ratio(1n);
const MOST_HHI = ratio(10_000n);

/** Crossed is what lies beyond the threshold wherever between its ends it lies. What has no value crosses nothing. */
export function outcomeOf(measured: Measured | null, { is, threshold }: Threshold): Outcome {
  if (!measured) return 'not-crossed';
  const at = fraction(threshold);
  const { low, high } = measured;
  const [isBeyond, isWithin] =
    is === 'above'
      ? [compare(low, at) > 0, high !== null && compare(high, at) <= 0]
      : [high !== null && compare(high, at) < 0, compare(low, at) >= 0];
  return isBeyond ? 'crossed' : isWithin ? 'not-crossed' : 'cannot-be-told';
}

/** A decimal string as a fraction. */
export function fraction(decimal: string): Rational {
  return ratio(parseDecimal(decimal), MILLION);
}

/** The sum of amounts, in their unit; null where there is nothing. */
export function sumMeasured(amounts: readonly Amount[]): Measured | null {
  const sum = amounts.reduce(add, ZERO);
  if (isZero(sum)) return null;
  return {
    low: ratio(sum.low, MILLION),
    stated: isSilent(sum) ? null : ratio(sum.stated, MILLION),
    high: sum.unbounded > 0 ? null : ratio(sum.high, MILLION),
  };
}

/** (firm + performed) / headline, as firmness.ts defines it: a part of a whole that consists of it and the rest. */
export function firmnessMeasured(firmAndPerformed: Amount, rest: Amount): Measured | null {
  const headline = add(firmAndPerformed, rest);
  if (isZero(headline)) return null;
  return {
    low: leastShare(firmAndPerformed, rest),
    stated: headline.stated === 0n ? null : ratio(firmAndPerformed.stated, headline.stated),
    high: mostShare(firmAndPerformed, rest),
  };
}

/** The share of the largest of these, one amount for each counterparty, as concentration.ts defines it. */
export function largestShareMeasured(holdings: readonly Amount[]): Measured | null {
  const shares = sharesOf(holdings);
  if (!shares) return null;
  const { least, stated, most, equal } = shares;
  return { low: largest([equal, ...least]), stated: stated && largest(stated), high: largest(most) };
}

/** Herfindahl-Hirschman index, 0 to 10,000, as concentration.ts defines it. */
export function hhiMeasured(holdings: readonly Amount[]): Measured | null {
  const shares = sharesOf(holdings);
  if (!shares) return null;
  const { least, stated, most, equal } = shares;
  const index = (of: readonly Rational[]) => times(MOST_HHI, of.map((share) => times(share, share)).reduce(plus));
  // Squares of shares sum to no more than the largest of them: each is at most it times itself, and all sum to 1.
  const atMost = [times(MOST_HHI, largest(most)), index(most)];
  return {
    low: largest([times(MOST_HHI, equal), index(least)]),
    stated: stated && index(stated),
    high: atMost.reduce((a, b) => (compare(a, b) < 0 ? a : b)),
  };
}

/** Each one's share at least, of what is stated, and at most; `equal` is what the largest has where all have the same. */
function sharesOf(holdings: readonly Amount[]) {
  const held = holdings.filter((amount) => amount.high > 0n || amount.unbounded > 0);
  if (held.length === 0) return null;
  const total = held.reduce(add, ZERO);
  return {
    least: held.map((amount) => leastShare(amount, subtract(total, amount))),
    stated: total.stated === 0n ? null : held.map(({ stated }) => ratio(stated, total.stated)),
    most: held.map((amount) => mostShare(amount, subtract(total, amount))),
    equal: ratio(1n, BigInt(held.length)),
  };
}

/** part / (part + rest) where the part is as small, and the rest as large, as may be. All of nothing is all of it. */
function leastShare(part: Amount, rest: Amount): Rational {
  if (rest.unbounded > 0) return NOUGHT;
  return rest.high === 0n ? ONE : ratio(part.low, part.low + rest.high);
}

function mostShare(part: Amount, rest: Amount): Rational {
  if (part.unbounded > 0) return ONE;
  return part.high === 0n ? NOUGHT : ratio(part.high, part.high + rest.low);
}

function largest(of: readonly Rational[]): Rational {
  return of.reduce((a, b) => (compare(a, b) >= 0 ? a : b));
}

function isSilent({ stated, unstated }: Amount): boolean {
  return stated === 0n && unstated > 0;
}
