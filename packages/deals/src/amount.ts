/**
 * Amounts are vectors of five, so that what is unknown stays apart from what is zero; sums add component by component.
 * Numbers are exact: decimal strings outside, whole millionths (bigint) inside.
 */
export interface Amount {
  /** What is owed at least, in millionths of the unit. */
  readonly low: bigint;
  /** What was stated, in millionths of the unit. */
  readonly stated: bigint;
  /** What is owed at most, as far as it is bounded, in millionths of the unit. */
  readonly high: bigint;
  /** How many quantities in it state nothing. */
  readonly unstated: number;
  /** How many quantities in it have no upper bound. */
  readonly unbounded: number;
}

/** How an amount is written in JSON. `high` is null where the amount is unbounded. */
export interface PrintedAmount {
  readonly low: string;
  readonly stated: string;
  readonly high: string | null;
  readonly unstated: number;
}

const FRACTION_DIGITS = 6;
const ONE = 10n ** BigInt(FRACTION_DIGITS);

export const ZERO: Amount = { low: 0n, stated: 0n, high: 0n, unstated: 0, unbounded: 0 };

/** The amount of a quantity that is known exactly: every bound is `value` (millionths). */
export function exactly(value: bigint): Amount {
  return { low: value, stated: value, high: value, unstated: 0, unbounded: 0 };
}

export function add(a: Amount, b: Amount): Amount {
  return {
    low: a.low + b.low,
    stated: a.stated + b.stated,
    high: a.high + b.high,
    unstated: a.unstated + b.unstated,
    unbounded: a.unbounded + b.unbounded,
  };
}

export function subtract(a: Amount, b: Amount): Amount {
  return {
    low: a.low - b.low,
    stated: a.stated - b.stated,
    high: a.high - b.high,
    unstated: a.unstated - b.unstated,
    unbounded: a.unbounded - b.unbounded,
  };
}

export function isZero(a: Amount): boolean {
  return a.low === 0n && a.stated === 0n && a.high === 0n && a.unstated === 0 && a.unbounded === 0;
}

/** `"69.5"` → 69500000n. The text has at most 6 fraction digits and no exponent; anything else is a broken invariant. */
export function parseDecimal(text: string): bigint {
  const match = /^(-?)(\d+)(?:\.(\d{1,6}))?$/.exec(text);
  if (!match) throw new Error(`not a decimal: ${text}`);
  const magnitude = BigInt(match[2] ?? '') * ONE + BigInt((match[3] ?? '').padEnd(FRACTION_DIGITS, '0'));
  return match[1] ? -magnitude : magnitude;
}

/** 69500000n → `"69.5"`: canonical, without exponent or trailing zeros, `-` only below zero. */
export function formatDecimal(millionths: bigint): string {
  const magnitude = millionths < 0n ? -millionths : millionths;
  const fraction = (magnitude % ONE).toString().padStart(FRACTION_DIGITS, '0').replace(/0+$/, '');
  return `${millionths < 0n ? '-' : ''}${magnitude / ONE}${fraction ? `.${fraction}` : ''}`;
}

export function printAmount(a: Amount): PrintedAmount {
  return {
    low: formatDecimal(a.low),
    stated: formatDecimal(a.stated),
    high: a.unbounded > 0 ? null : formatDecimal(a.high),
    unstated: a.unstated,
  };
}

/** What lies between two sums, bound by bound: unbounded where either of them is. */
export function lessPrinted(to: PrintedAmount, from: PrintedAmount): PrintedAmount {
  const minus = (a: string, b: string) => formatDecimal(parseDecimal(a) - parseDecimal(b));
  return {
    low: minus(to.low, from.low),
    stated: minus(to.stated, from.stated),
    high: to.high === null || from.high === null ? null : minus(to.high, from.high),
    unstated: to.unstated - from.unstated,
  };
}
