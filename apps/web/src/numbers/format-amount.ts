import { parseDecimal } from '@offtake/deals/amount';
import { formatDigits } from './number-formats.ts';

/** How amounts read. What is unknown is never shown as zero, and an interval is shown as an interval. */

export interface AmountRow {
  readonly low: string;
  readonly stated: string;
  /** null = unbounded. */
  readonly high: string | null;
  /** How many quantities in it state no figure. */
  readonly unstated: number;
}

/** What of an amount is said first. */
export type Headline =
  | { readonly says: 'stated'; readonly value: string }
  | { readonly says: 'interval'; readonly low: string; readonly high: string }
  | { readonly says: 'at-least'; readonly low: string }
  | { readonly says: 'undisclosed' };

export interface AmountReading {
  readonly headline: Headline;
  /** Quantities without a figure that come on top of the headline ("+ n undisclosed"). */
  readonly plusUndisclosed: number;
  /** The bounds, where they say more than the headline; `high` null = unbounded. */
  readonly bounds: { readonly low: string; readonly high: string | null } | null;
}

export function readAmount({ low, stated, high, unstated }: AmountRow): AmountReading {
  if (parseDecimal(stated) === 0n && unstated > 0) {
    if (high !== null && high !== '0') {
      const plusUndisclosed = unstated - 1;
      return { headline: { says: 'interval', low, high }, plusUndisclosed, bounds: null };
    }
    if (parseDecimal(low) > 0n)
      return { headline: { says: 'at-least', low }, plusUndisclosed: unstated - 1, bounds: null };
    return { headline: { says: 'undisclosed' }, plusUndisclosed: unstated - 1, bounds: null };
  }
  if (unstated === 0 && high === null && low === stated) {
    return { headline: { says: 'at-least', low }, plusUndisclosed: 0, bounds: null };
  }
  const certain = low === stated && high === stated;
  return {
    headline: { says: 'stated', value: stated },
    plusUndisclosed: unstated,
    bounds: certain ? null : { low, high },
  };
}

/** Whole numbers below this are shown in full. */
const COMPACT_FROM = 1_000_000;
const SIGNIFICANT_DIGITS = 4;

/** A decimal string in full: every digit, grouped. */
export function exactNumber(locale: string, decimal: string): string {
  return formatDigits(locale, { maximumFractionDigits: 6, useGrouping: 'always' }, decimal);
}

/**
 * A decimal string in short: full below a million, else four significant digits and the scale. In Spanish a thousand
 * million is "mil M"; from 10^12 on the word is written out, because a bare "B" would be read as the English billion.
 */
export function shortNumber(locale: string, decimal: string): string {
  const size = Math.abs(Number(decimal));
  if (size < COMPACT_FROM) return exactNumber(locale, decimal);
  // As it will be written: 999.96 thousand million rounds up to the next word.
  const written = Number(size.toPrecision(SIGNIFICANT_DIGITS));
  return compact(locale, decimal, locale === 'es' && written >= 1e12 ? 'long' : 'short');
}

/** The same with the scale as a word: "38 billion", "38 mil millones". */
export function wordyNumber(locale: string, decimal: string): string {
  return Math.abs(Number(decimal)) < COMPACT_FROM ? exactNumber(locale, decimal) : compact(locale, decimal, 'long');
}

function compact(locale: string, decimal: string, compactDisplay: 'short' | 'long'): string {
  const options = { notation: 'compact', compactDisplay, maximumSignificantDigits: SIGNIFICANT_DIGITS } as const;
  return formatDigits(locale, options, decimal);
}

/** What is copied, and shown on hover: every digit of every bound. */
export function exactAmount(locale: string, amount: AmountRow, unit: string, words: ExactWords): string {
  const { headline, plusUndisclosed, bounds } = readAmount(amount);
  const show = (decimal: string) => exactNumber(locale, decimal);
  const range = (low: string, high: string | null) => `${show(low)} – ${high === null ? words.unbounded : show(high)}`;
  const first = {
    stated: () => `${show(headline.says === 'stated' ? headline.value : '0')} ${unit}`,
    interval: () => `${range(amount.low, amount.high)} ${unit}`,
    'at-least': () => `≥ ${show(amount.low)} ${unit}`,
    undisclosed: () => `${words.undisclosed} (${unit})`,
  }[headline.says]();
  const rest = plusUndisclosed > 0 ? ` + ${plusUndisclosed} ${words.undisclosed}` : '';
  return `${first}${rest}${bounds ? ` [${range(bounds.low, bounds.high)}]` : ''}`;
}

export interface ExactWords {
  readonly undisclosed: string;
  readonly unbounded: string;
}
