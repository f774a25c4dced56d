import { describe, expect, it } from 'vitest';
import type { CalendarEntry } from '../src/api/rights-calendar.ts';
import { byYear, isAhead, spanOf } from '../src/rights/time-span.ts';

const entry = (date: string | null, more: Partial<CalendarEntry> = {}): CalendarEntry => ({
  date,
  kind: 'option-window',
  deal: 'd',
  holder: 'openai',
  grantor: 'aws',
  from: date,
  to: null,
  endedOn: null,
  state: 'open',
  ...more,
});

describe('the time that a calendar shows', () => {
  it('takes in every date and today, in whole years', () => {
    const { from, to, share } = spanOf([entry('2027-03-01'), entry('2019-07-22')], '2026-01-05', {});
    expect([from, to]).toEqual(['2019-01-01', '2028-01-01']);
    expect(share('2019-01-01')).toBe(0);
    expect(share('2028-01-01')).toBe(1);
    expect(share('2031-01-01')).toBe(1);
  });
  it('is cut to what the reader asks for', () => {
    const { from, to, years } = spanOf([entry('2019-07-22')], '2026-01-05', { from: '2025-06-01', to: '2027-06-01' });
    expect([from, to]).toEqual(['2025-06-01', '2027-06-01']);
    expect(years.map(({ year }) => year)).toEqual(['2026', '2027']);
  });
  it('is never empty', () => {
    const { share } = spanOf([], '2026-01-05', { from: '2026-01-05', to: '2026-01-05' });
    expect(share('2026-01-05')).toBe(0);
  });
});

describe('the entries', () => {
  it('stand by year, those without a date at the end', () => {
    const years = byYear([entry('2026-01-01'), entry('2026-05-01'), entry('2027-01-01'), entry(null)]);
    expect(years.map(({ year, entries }) => [year, entries.length])).toEqual([
      ['2026', 2],
      ['2027', 1],
      [null, 1],
    ]);
  });
  it('that are past or ended lie behind', () => {
    expect(['upcoming', 'open', 'past', 'ended'].map((state) => isAhead(entry(null, { state } as never)))).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});
