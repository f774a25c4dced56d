import { formatDigits } from './number-formats.ts';

/** Ratios as they read. They come as decimal strings, rounded to six decimals; what has no value has no text. */

/** `"0.326797"` → "32.7%" */
export function percent(locale: string, fraction: string): string {
  return formatDigits(locale, { style: 'percent', maximumFractionDigits: 1 }, fraction);
}

/** `"2.5"` → "2.5×" */
export function times(locale: string, ratio: string): string {
  const maximumFractionDigits = Math.abs(Number(ratio)) < 10 ? 2 : 1;
  return `${formatDigits(locale, { maximumFractionDigits }, ratio)}×`;
}

/** `"4145.2"` → "4,145.2" */
export function measure(locale: string, value: string): string {
  return formatDigits(locale, { maximumFractionDigits: 1, useGrouping: 'always' }, value);
}

/** What an HHI means to those who police mergers (US Merger Guidelines 2023, 2.1). */
export function concentrationLevel(hhi: string): 'low' | 'moderate' | 'high' {
  const index = Number(hhi);
  if (index > 1800) return 'high';
  return index > 1000 ? 'moderate' : 'low';
}
