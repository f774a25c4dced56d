import { describe, expect, it } from 'vitest';
import { parseUrlState, printUrlState } from '../src/app/url-state.ts';
import {
  bodyOf,
  parseShocks,
  percentOfShare,
  printAssets,
  printKinds,
  printShocks,
  sentAs,
  shareOfPercent,
} from '../src/stress/assumptions.ts';

describe('what a stress supposes', () => {
  const shocks = 'pays:coreweave:0.5,slips:openai-oracle:2,exit';

  it('stands in the URL, and comes back from it', () => {
    expect(printShocks(parseShocks(shocks))).toBe(shocks);
    const state = { months: '18', shocks, assets: 'openai:20000000000,aws:0.5', alpha: '0.8', unit: 'USD' };
    expect(parseUrlState(printUrlState(state))).toEqual(state);
  });

  it('is asked of the server in its own words', () => {
    expect(bodyOf({ shocks, assets: 'openai:20000000000', months: '18', alpha: '0.8' }, 'USD')).toEqual({
      unit: 'USD',
      months: 18,
      kinds: ['payment', 'loan'],
      shocks: [
        { party: 'coreweave', paysFraction: '0.5' },
        { deal: 'openai-oracle', slipQuarters: 2 },
        { earliestExit: true },
      ],
      assets: { openai: '20000000000' },
      alpha: '0.8',
      beta: '1',
    });
  });

  it('does not count while it is only begun', () => {
    const begun = bodyOf({ shocks: 'pays::0.5,slips:openai-oracle:', assets: 'aws:1e9' }, 'USD');
    expect(begun.shocks).toEqual([]);
    expect(begun.assets).toEqual({});
    const list = parseShocks('pays::0.5,exit');
    expect([sentAs(list, 0), sentAs(list, 1)]).toEqual([null, 0]);
  });

  it('leaves out of the URL what is the usual', () => {
    expect(printKinds(['loan', 'payment'])).toBeUndefined();
    expect(printAssets({ aws: '' })).toBeUndefined();
    expect(printShocks([])).toBeUndefined();
  });
});

describe('a percentage', () => {
  it.each([
    ['50', '0.5'],
    ['12.5', '0.125'],
    ['100', '1'],
    ['0', '0'],
    ['0.01', '0.0001'],
  ])('%s is the share %s', (typed, share) => {
    expect(shareOfPercent(typed)).toBe(share);
    expect(percentOfShare(share)).toBe(typed);
  });
  it.each(['101', '-1', '', 'half', '1e2', '100.5'])('%j is none', (typed) => {
    expect(shareOfPercent(typed)).toBeNull();
  });
});
