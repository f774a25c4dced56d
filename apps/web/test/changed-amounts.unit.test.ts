import { describe, expect, it } from 'vitest';
import type { ExposureRow } from '../src/api/shapes.ts';
import {
  exposureAmounts,
  firstShown,
  type Marked,
  markedAfter,
  type Shown,
  withFaded,
} from '../src/time/changed-amounts.ts';

const usd = (stated: string, more: Partial<ExposureRow> = {}): ExposureRow => ({
  obligor: 'openai',
  obligee: 'aws',
  account: 'firm',
  kind: 'payment',
  unit: 'USD',
  low: stated,
  stated,
  high: stated,
  unstated: 0,
  ...more,
});
const shown = (moment: string, rows: readonly ExposureRow[], scope = 'payment USD'): Shown => ({
  scope,
  moment,
  amounts: exposureAmounts(rows),
});
const signs = ({ marks, move }: Marked) =>
  Object.fromEntries([...marks].filter(([, mark]) => mark.move === move).map(([key, { change }]) => [key, change]));
const pair = 'payment/USD/firm/openai/aws';

describe('numbers when time moves', () => {
  const before = firstShown(shown('41', [usd('100')]));

  it('are marked with the way they went, their totals too', () => {
    const after = markedAfter(before, shown('42', [usd('120')]));
    expect(signs(after)).toEqual({
      [pair]: 'rose',
      'payment/USD/firm/openai/*': 'rose',
      'payment/USD/firm/*/aws': 'rose',
      'payment/USD/firm/*/*': 'rose',
    });
    expect(after.marks.get(pair)?.before?.stated).toBe('100');
    expect(signs(markedAfter(before, shown('40', [usd('80')])))[pair]).toBe('fell');
  });
  it('are not marked where they are the same', () => {
    expect(signs(markedAfter(before, shown('42', [usd('100')])))).toEqual({});
  });
  it('are marked as new where there was none', () => {
    const other = usd('5', { obligee: 'oracle' });
    const after = markedAfter(before, shown('42', [usd('100'), other]));
    expect(signs(after)['payment/USD/firm/openai/oracle']).toBe('new');
    expect(signs(after)[pair]).toBeUndefined();
  });
  it('are marked where only their bounds changed, or what is undisclosed', () => {
    expect(signs(markedAfter(before, shown('42', [usd('100', { low: '0' })])))[pair]).toBe('differs');
    expect(signs(markedAfter(before, shown('42', [usd('100', { high: null, unstated: 1 })])))[pair]).toBe('differs');
  });
  it('keep the marks of moves before until these have faded', () => {
    const risen = markedAfter(before, shown('42', [usd('120')]));
    const next = markedAfter(risen, shown('43', [usd('120'), usd('5', { obligee: 'oracle' })]));
    expect(next.marks.get(pair)).toMatchObject({ change: 'rose', move: 1 });
    expect(markedAfter(withFaded(next, 1), shown('44', [usd('120')])).marks.has(pair)).toBe(false);
  });
});

describe('numbers when time stands still', () => {
  const before = firstShown(shown('41', [usd('100')]));

  it('are not marked by another filter', () => {
    expect(markedAfter(before, shown('41', [usd('900')], 'capacity MW')).marks.size).toBe(0);
    expect(markedAfter(before, shown('42', [usd('900')], 'capacity MW')).marks.size).toBe(0);
  });
  it('are not marked by the same answer that comes again', () => {
    expect(markedAfter(before, shown('41', [usd('100')])).move).toBe(0);
  });
});
