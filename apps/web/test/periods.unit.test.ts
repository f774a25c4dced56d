import { describe, expect, it } from 'vitest';
import { mayFallDue } from '../src/explain/explanation.ts';
import { byOf, daysOf, nextPeriod } from '../src/time/periods.ts';

describe('a period', () => {
  it('is followed by the next of its kind', () => {
    expect(['2026-11', '2026-12', '2026-Q3', '2026-Q4', '2026'].map(nextPeriod)).toEqual([
      '2026-12',
      '2027-01',
      '2026-Q4',
      '2027-Q1',
      '2027',
    ]);
  });
  it('is of one kind, and any other time of none', () => {
    expect(['2026-01', '2026-Q1', '2026', '2026-01-01..2026-02-01', 'undated'].map(byOf)).toEqual([
      'month',
      'quarter',
      'year',
      null,
      null,
    ]);
  });
  it('goes from its first day to its last', () => {
    expect(daysOf('2028-02')).toEqual({ from: '2028-02-01', to: '2028-02-29' });
    expect(daysOf('2026-Q1')).toEqual({ from: '2026-01-01', to: '2026-03-31' });
    expect(daysOf('2026')).toEqual({ from: '2026-01-01', to: '2026-12-31' });
  });
});

describe('what a posting moves', () => {
  it('may fall due where its day or its time touches the period', () => {
    expect(mayFallDue({ due: { from: '2026-03-31', to: '2026-03-31' } }, '2026-Q1')).toBe(true);
    expect(mayFallDue({ due: { from: '2026-04-01', to: '2026-04-01' } }, '2026-Q1')).toBe(false);
    expect(mayFallDue({ due: { from: '2025-01-01', to: '2031-12-31' } }, '2026-Q1')).toBe(true);
    expect(mayFallDue({ due: { from: '2026-04-01', to: '2031-12-31' } }, '2026-Q1')).toBe(false);
  });
  it('over a time without a beginning may fall due at any time until its end', () => {
    expect(mayFallDue({ due: { from: null, to: '2030-10-31' } }, '2026-Q1')).toBe(true);
    expect(mayFallDue({ due: { from: null, to: '2025-12-31' } }, '2026-Q1')).toBe(false);
  });
  it('without a last day is undated, and falls due in no period', () => {
    expect([mayFallDue({ due: null }, 'undated'), mayFallDue({ due: null }, '2026')]).toEqual([true, false]);
    expect(mayFallDue({ due: { from: '2026-01-01', to: null } }, 'undated')).toBe(true);
    expect(mayFallDue({ due: { from: null, to: '2026-01-01' } }, 'undated')).toBe(false);
  });
});
