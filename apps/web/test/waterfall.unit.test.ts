import { describe, expect, it } from 'vitest';
import type { Account, ExposureRow } from '../src/api/shapes.ts';
import { barsOf, isSomething, waterfallOf } from '../src/firmness/waterfall.ts';

const row = (account: Account, stated: string, unstated = 0, high: string | null = stated): ExposureRow => ({
  obligor: 'openai',
  obligee: 'oracle',
  account,
  kind: 'payment',
  unit: 'USD',
  low: stated,
  stated,
  high,
  unstated,
});

describe('from the headline to what is firm', () => {
  const waterfall = waterfallOf([
    row('firm', '30'),
    row('firm', '10'),
    row('performed', '10'),
    row('conditional', '20'),
    row('option', '0', 1, null),
    row('intent', '30'),
    row('lapsed', '70'),
  ]);
  if (!waterfall) throw new Error('there are rows');

  it('goes step by step, and leaves what is firm', () => {
    expect(waterfall.waterfall.map(({ step, stated, left }) => [step, stated, left])).toEqual([
      ['headline', '100', '100'],
      ['intent', '30', '70'],
      ['option', '0', '70'],
      ['conditional', '20', '50'],
      ['performed', '10', '40'],
      ['firm', '40', '40'],
    ]);
    expect(waterfall.firmness).toBe('0.5');
  });
  it('draws each part where it stands in the headline', () => {
    expect(barsOf(waterfall, 'headline').map(({ account, from, width }) => [account, from, width])).toEqual([
      ['firm', 0, 40],
      ['performed', 40, 10],
      ['conditional', 50, 20],
      ['intent', 70, 30],
    ]);
    expect(barsOf(waterfall, 'conditional')).toEqual([{ account: 'conditional', from: 50, width: 20 }]);
  });
  it('draws nothing for what states nothing, and still says it', () => {
    expect(barsOf(waterfall, 'option')).toEqual([]);
    expect(waterfall.waterfall.filter(isSomething).map(({ step }) => step)).toContain('option');
  });
  it('of nothing is none', () => expect(waterfallOf([])).toBeNull());
  it('without any stated figure has no ratio', () => {
    expect(waterfallOf([row('firm', '0', 1, null)])?.firmness).toBeNull();
  });
});
