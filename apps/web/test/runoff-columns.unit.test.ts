import { describe, expect, it } from 'vitest';
import type { RunoffPeriod } from '../src/api/runoff.ts';
import { chartOf, labelsOf } from '../src/due/columns.ts';

const due = (period: string, stated: string, assumed = '0', more: Partial<RunoffPeriod> = {}): RunoffPeriod => ({
  period,
  low: stated,
  stated,
  high: stated,
  unstated: 0,
  assumed,
  ...more,
});
const wall = { period: '2027-Q1', stated: '15' };

describe('run-off as columns', () => {
  it('shows also the time in which nothing is due', () => {
    const { columns } = chartOf({ periods: [due('2026-Q2', '5'), due('2027-Q1', '15')], wall });
    expect(columns.map(({ period, dated }) => [period, dated > 0])).toEqual([
      ['2026-Q2', true],
      ['2026-Q3', false],
      ['2026-Q4', false],
      ['2027-Q1', true],
    ]);
  });
  it('tells what is spread over a term apart from what has a day', () => {
    const { columns, top } = chartOf({ periods: [due('2027-Q1', '15', '5')], wall });
    expect(top).toBe(15);
    expect(columns.map(({ dated, assumed }) => [dated.toFixed(1), assumed.toFixed(1)])).toEqual([['66.7', '33.3']]);
  });
  it('marks the wall, and no other', () => {
    const { columns } = chartOf({ periods: [due('2026', '5'), due('2027', '15')], wall: { ...wall, period: '2027' } });
    expect(columns.map(({ isWall }) => isWall)).toEqual([false, true]);
  });
  it('draws bounds where they are wider than what is stated, without an upper one up to the top', () => {
    const periods = [due('2026', '5', '0', { low: '0' }), due('2027', '10'), due('2028', '5', '0', { high: null })];
    const { columns, top } = chartOf({ periods, wall: null });
    expect(top).toBe(10);
    expect(columns.map(({ bounds }) => bounds)).toEqual([
      { from: 0, to: 50, open: false },
      null,
      { from: 50, to: 100, open: true },
    ]);
  });
  it('puts what lies beyond all periods last', () => {
    const { columns } = chartOf({ periods: [due('2026', '5'), due('later', '1')], wall: null });
    expect(columns.map(({ period }) => period)).toEqual(['2026', 'later']);
  });
  it('names each year where it begins', () => {
    const { columns } = chartOf({ periods: [due('2026-11', '5'), due('2028-01', '1')], wall: null });
    expect([...labelsOf(columns)]).toEqual([
      ['2027-01', '2027'],
      ['2028-01', '2028'],
    ]);
  });
  it('names also the first where the name has room', () => {
    const { columns } = chartOf({ periods: [due('2026-Q2', '5'), due('2027-Q1', '1')], wall: null });
    expect([...labelsOf(columns).keys()]).toEqual(['2026-Q2', '2027-Q1']);
  });
  it('of nothing has neither columns nor lines', () => {
    expect(chartOf({ periods: [], wall: null })).toEqual({ columns: [], ticks: [], top: 0 });
  });
});
