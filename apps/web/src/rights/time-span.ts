import type { CalendarEntry } from '../api/rights-calendar.ts';

/** The stretch of time that a calendar shows, and where dates lie on it. */

export interface TimeSpan {
  readonly from: string;
  readonly to: string;
  /** The first days of its years, at most one every few percent. */
  readonly years: readonly { readonly year: string; readonly at: number }[];
  /** Where a date lies: 0 at the beginning, 1 at the end, and never outside. */
  readonly share: (date: string) => number;
}

const DAY_MS = 86_400_000;
const MOST_YEAR_MARKS = 8;

/**
 * The span of what has a date, with today in it, cut to what was asked for.
 * @param asked days that limit it, where the reader set them
 */
export function spanOf(
  entries: readonly CalendarEntry[],
  today: string,
  asked: { readonly from?: string | undefined; readonly to?: string | undefined },
): TimeSpan {
  const dates = entries
    .flatMap(({ date, from, to, endedOn }) => [date, from, to, endedOn])
    .filter((date): date is string => date !== null && date !== undefined)
    .concat(today)
    .sort();
  const from = asked.from ?? yearOf(dates[0] ?? today);
  const latest = asked.to ?? yearOf(dates.at(-1) ?? today, 1);
  const to = latest > from ? latest : yearOf(from, 1);
  const length = daysBetween(from, to);
  const share = (date: string) => Math.min(1, Math.max(0, daysBetween(from, date) / length));
  return { from, to, years: yearsIn(from, to, share), share };
}

function yearsIn(from: string, to: string, share: (date: string) => number): TimeSpan['years'] {
  const first = Number(from.slice(0, 4));
  const last = Number(to.slice(0, 4));
  const step = Math.max(1, Math.ceil((last - first) / MOST_YEAR_MARKS));
  const marks: { year: string; at: number }[] = [];
  for (let year = first; year <= last; year += step) {
    const start = `${year}-01-01`;
    if (start >= from && start < to) marks.push({ year: String(year), at: share(start) });
  }
  return marks;
}

const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / DAY_MS;
const yearOf = (date: string, later = 0): string => `${Number(date.slice(0, 4)) + later}-01-01`;

/** Entries by the year of their date, in the order they come in; null for what has none. */
export function byYear(
  entries: readonly CalendarEntry[],
): readonly { readonly year: string | null; readonly entries: readonly CalendarEntry[] }[] {
  const years = new Map<string | null, CalendarEntry[]>();
  for (const entry of entries) {
    const year = entry.date?.slice(0, 4) ?? null;
    years.set(year, [...(years.get(year) ?? []), entry]);
  }
  return [...years].map(([year, own]) => ({ year, entries: own }));
}

/** What still can be used, or will be, against what cannot any more. */
export function isAhead({ state }: CalendarEntry): boolean {
  return state === 'open' || state === 'upcoming';
}
