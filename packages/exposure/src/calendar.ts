import { daysBetween } from '@offtake/deals/vocabulary';

/** Dates are `YYYY-MM-DD`, in the calendar of ISO 8601, from the year 1 to the year 9999. */

const LAST_DAY = '9999-12-31';
const DAY_MS = 86_400_000;

/** Days from one date to a later or equal one, both counted: 1 for the same day, 0 where `to` is before `from`. */
export function daysFromTo(from: string, to: string): number {
  return to < from ? 0 : daysBetween(from, to) + 1;
}

export function later(a: string, b: string): string {
  return a > b ? a : b;
}

export function earlier(a: string, b: string): string {
  return a < b ? a : b;
}

export function dayAfter(date: string): string {
  return daysAfter(date, 1);
}

/** So many days later, or the last day of all. */
export function daysAfter(date: string, days: number): string {
  const later = Date.parse(date) + days * DAY_MS;
  return later > Date.parse(LAST_DAY) ? LAST_DAY : new Date(later).toISOString().slice(0, 10);
}

/** The same day so many months later, or the last one of that month where it has none: 31 January + 1 = 28 February. */
export function addMonths(date: string, months: number): string {
  const count = Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1 + months;
  const year = Math.floor(count / 12);
  if (year > 9999) return LAST_DAY;
  const first = `${String(year).padStart(4, '0')}-${String((count % 12) + 1).padStart(2, '0')}`;
  const day = Math.min(Number(date.slice(8, 10)), daysIn(first));
  return `${first}-${String(day).padStart(2, '0')}`;
}

/** How many days a month (`2026-02`) has. */
function daysIn(month: string): number {
  const [year = 0, number = 0] = month.split('-').map(Number);
  if (number === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(number) ? 30 : 31;
}

export const PERIODS = ['month', 'quarter', 'year'] as const;
export type PeriodKind = (typeof PERIODS)[number];

/** A period that a date lies in: `2026-11`, `2026-Q4` or `2026`, and its first and last day. */
export interface NamedPeriod {
  readonly period: string;
  readonly from: string;
  readonly to: string;
}

export function periodOf(date: string, by: PeriodKind): NamedPeriod {
  const year = date.slice(0, 4);
  if (by === 'year') return { period: year, from: `${year}-01-01`, to: `${year}-12-31` };
  const month = Number(date.slice(5, 7));
  const quarter = Math.ceil(month / 3);
  const [first, last] = by === 'month' ? [month, month] : [quarter * 3 - 2, quarter * 3];
  const named = (n: number) => `${year}-${String(n).padStart(2, '0')}`;
  const period = by === 'month' ? named(month) : `${year}-Q${quarter}`;
  return { period, from: `${named(first)}-01`, to: `${named(last)}-${daysIn(named(last))}` };
}
