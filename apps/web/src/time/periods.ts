/** Months, quarters and years as the API names them: `2026-01`, `2026-Q1`, `2026`; `a..b` is any time, both ends included. */

/** What is beyond the last period that the API tells apart. */
export const LATER = 'later';

export type By = 'month' | 'quarter' | 'year';

/** The period after one of the same kind. */
export function nextPeriod(period: string): string {
  const [year = '', part] = period.split('-');
  const next = String(Number(year) + 1);
  if (part === undefined) return next;
  if (part.startsWith('Q')) return part === 'Q4' ? `${next}-Q1` : `${year}-Q${Number(part.slice(1)) + 1}`;
  return part === '12' ? `${next}-01` : `${year}-${String(Number(part) + 1).padStart(2, '0')}`;
}

/** Its first and its last day. */
export function daysOf(period: string): { readonly from: string; readonly to: string } {
  if (period.includes('..')) {
    const [from = '', to = ''] = period.split('..');
    return { from, to };
  }
  const [year = '', part] = period.split('-');
  if (part === undefined) return { from: `${year}-01-01`, to: `${year}-12-31` };
  const last = part.startsWith('Q') ? Number(part.slice(1)) * 3 : Number(part);
  const first = part.startsWith('Q') ? last - 2 : last;
  const lastDay = new Date(Date.UTC(Number(year), last, 0)).getUTCDate();
  const month = (which: number) => `${year}-${String(which).padStart(2, '0')}`;
  return { from: `${month(first)}-01`, to: `${month(last)}-${lastDay}` };
}

/** Which kind of period one is; null for any other time. */
export function byOf(period: string): By | null {
  if (/^\d{4}$/.test(period)) return 'year';
  if (/^\d{4}-Q[1-4]$/.test(period)) return 'quarter';
  return /^\d{4}-\d{2}$/.test(period) ? 'month' : null;
}
