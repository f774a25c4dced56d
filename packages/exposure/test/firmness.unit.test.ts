import { type Amount, exactly, parseDecimal } from '@offtake/deals/amount';
import type { Account } from '@offtake/deals/leg-terms';
import { describe, expect, it } from 'vitest';
import { firmnessOf } from '../src/firmness.ts';

const of = (value: string) => exactly(parseDecimal(value));
const UNDISCLOSED: Amount = { low: 0n, stated: 0n, high: 0n, unstated: 1, unbounded: 1 };

function gigawatts(account: Account, amount: Amount) {
  return { kind: 'capacity', unit: 'MW', account, amount };
}

describe('6 GW, of which 1 GW is firm', () => {
  const [row] = firmnessOf([gigawatts('option', of('5000')), gigawatts('firm', of('1000'))]);

  it('is firm for a sixth', () => {
    expect(row).toMatchObject({ kind: 'capacity', unit: 'MW', headline: { stated: '6000' }, firmness: '0.166667' });
  });

  it('goes from the headline to what is firm, step by step', () => {
    expect(row?.waterfall.map(({ step, stated, left }) => [step, stated, left])).toEqual([
      ['headline', '6000', '6000'],
      ['intent', '0', '6000'],
      ['option', '5000', '1000'],
      ['conditional', '0', '1000'],
      ['performed', '0', '1000'],
      ['firm', '1000', '1000'],
    ]);
  });
});

describe('balances in every account', () => {
  // headline = 7 + 6 + 5 + 4 + 3 = 25; firm + performed = 4 + 3 = 7; 7 / 25 = 0.28. What lapsed (100) is outside.
  const accounts = { intent: '7', option: '6', conditional: '5', firm: '4', performed: '3', lapsed: '100' };
  const balances = Object.entries(accounts).map(([account, value]) => gigawatts(account as Account, of(value)));

  it('count what was performed as firm, and leave out what lapsed', () => {
    const [row] = firmnessOf(balances);
    expect(row).toMatchObject({ headline: { stated: '25' }, firmness: '0.28' });
    expect(row?.waterfall.map(({ left }) => left)).toEqual(['25', '18', '12', '7', '4', '4']);
    expect(Object.entries(row?.accounts ?? {}).map(([account, { stated }]) => [account, stated])).toEqual(
      Object.entries(accounts),
    );
  });

  it('of another unit or kind are another row', () => {
    const money = { kind: 'payment', unit: 'USD', account: 'firm', amount: of('1') } as const;
    const accelerators = { ...gigawatts('intent', of('2')), unit: 'accelerator' };
    const rows = firmnessOf([money, ...balances, accelerators]);
    expect(rows.map(({ kind, unit, firmness }) => [kind, unit, firmness])).toEqual([
      ['capacity', 'MW', '0.28'],
      ['capacity', 'accelerator', '0'],
      ['payment', 'USD', '1'],
    ]);
  });
});

describe('a headline that states nothing', () => {
  it('has no firmness, and says how much is unknown', () => {
    const [row] = firmnessOf([gigawatts('firm', UNDISCLOSED)]);
    expect(row).toMatchObject({ firmness: null, headline: { low: '0', stated: '0', high: null, unstated: 1 } });
  });

  it('is shown with what has lapsed, as long as anything has', () => {
    expect(firmnessOf([gigawatts('lapsed', of('3'))])[0]).toMatchObject({
      headline: { stated: '0' },
      firmness: null,
      accounts: { lapsed: { stated: '3' } },
    });
    expect(firmnessOf([])).toEqual([]);
  });
});
