import { type Amount, add, formatDecimal, isZero, parseDecimal, printAmount, ZERO } from '@offtake/deals/amount';
import type { AmountRow } from './format-amount.ts';

/** Exact sums of what the API prints. A row says that it is unbounded, not how often: any unbounded row makes the sum so. */

export function sumRows(rows: readonly AmountRow[]): AmountRow {
  return printAmount(rows.map(amountOf).reduce(add, ZERO));
}

/** A row is a part of many sums on one screen, and of the next moment's where it stays the same: it is read once. */
const AMOUNTS = new WeakMap<AmountRow, Amount>();

/** A row as a vector of amounts, in millionths. */
export function amountOf(row: AmountRow): Amount {
  const known = AMOUNTS.get(row);
  if (known) return known;
  const { low, stated, high, unstated } = row;
  const amount = {
    low: parseDecimal(low),
    stated: parseDecimal(stated),
    high: high === null ? 0n : parseDecimal(high),
    unstated,
    unbounded: high === null ? 1 : 0,
  };
  AMOUNTS.set(row, amount);
  return amount;
}

/** A posting's amounts as the API writes them: signed, with the count of what is unbounded. */
export interface PostedAmount {
  readonly low: string;
  readonly stated: string;
  readonly high: string;
  readonly unstated: number;
  readonly unbounded: number;
}

export function sumPostings(postings: readonly PostedAmount[]): AmountRow {
  return printAmount(postings.map(postedVector).reduce(add, ZERO));
}

/** The sum of postings as a posting: signed, with the count of what is unbounded. */
export function netPosted(postings: readonly PostedAmount[]): PostedAmount {
  const { low, stated, high, unstated, unbounded } = postings.map(postedVector).reduce(add, ZERO);
  return { low: formatDecimal(low), stated: formatDecimal(stated), high: formatDecimal(high), unstated, unbounded };
}

export function isZeroSum(postings: readonly PostedAmount[]): boolean {
  return isZero(postings.map(postedVector).reduce(add, ZERO));
}

/** Exact, in millionths. */
export function postedVector(posting: PostedAmount): Amount {
  return {
    low: parseDecimal(posting.low),
    stated: parseDecimal(posting.stated),
    high: parseDecimal(posting.high),
    unstated: posting.unstated,
    unbounded: posting.unbounded,
  };
}

/** Whether two sums are the same in every component. */
export function sameAmount(a: AmountRow, b: AmountRow): boolean {
  return a.low === b.low && a.stated === b.stated && a.high === b.high && a.unstated === b.unstated;
}
