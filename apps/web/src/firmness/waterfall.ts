import { parseDecimal } from '@offtake/deals/amount';
import { type AccountBalance, type FirmnessRow, firmnessOf, type WaterfallStep } from '@offtake/exposure/firmness';
import type { Account, ExposureRow } from '../api/shapes.ts';
import type { AmountRow } from '../numbers/format-amount.ts';
import { type Whisker, whiskerOf } from '../pictures/whisker.ts';

/** From the headline to what is firm: the same definition as the API's, over the very rows that are on screen. */

/** One kind and unit at a time; null where the rows hold nothing of it. */
export function waterfallOf(rows: readonly ExposureRow[]): FirmnessRow | null {
  return firmnessOf(rows.map(balanceOf))[0] ?? null;
}

function balanceOf({ kind, unit, account, low, stated, high, unstated }: ExposureRow): AccountBalance {
  const amount = {
    low: parseDecimal(low),
    stated: parseDecimal(stated),
    high: high === null ? 0n : parseDecimal(high),
    unstated,
    unbounded: high === null ? 1 : 0,
  };
  return { kind, unit, account, amount };
}

/** A stretch of the headline, as percentages of it. */
export interface Bar {
  readonly account: Account;
  readonly from: number;
  readonly width: number;
}

/** What the headline is made of, the surest on the left: each step below it takes away what stands on the right. */
const FROM_THE_LEFT = ['firm', 'performed', 'conditional', 'option', 'intent'] as const;

/** What a step draws: the headline all its parts, what is taken away one part where it stood, what is firm itself. */
export function barsOf(row: FirmnessRow, step: WaterfallStep['step']): readonly Bar[] {
  const { accounts } = row;
  const whole = wholeOf(row);
  if (whole === 0) return [];
  let from = 0;
  const bars = FROM_THE_LEFT.map((account): Bar => {
    const width = (Number(accounts[account].stated) / whole) * 100;
    const bar = { account, from, width };
    from += width;
    return bar;
  });
  return bars.filter((bar) => bar.width > 0 && (step === 'headline' || bar.account === step));
}

/** What the length of the picture stands for: the headline, and at least the most that it may be. */
export function wholeOf({ headline }: FirmnessRow): number {
  return Math.max(Number(headline.stated), Number(headline.high ?? 0));
}

/** Where what a step names may lie: from where its bar begins. */
export function stepWhisker(row: FirmnessRow, step: WaterfallStep): Whisker | null {
  const begins = step.step === 'headline' ? 0 : startOf(row, step.step);
  return whiskerOf(step, wholeOf(row), begins);
}

function startOf({ accounts, ...row }: FirmnessRow, account: (typeof FROM_THE_LEFT)[number]): number {
  const before = FROM_THE_LEFT.slice(0, FROM_THE_LEFT.indexOf(account));
  const whole = wholeOf({ accounts, ...row });
  return whole === 0 ? 0 : before.reduce((sum, each) => sum + (Number(accounts[each].stated) / whole) * 100, 0);
}

/** The accounts that a step sums over. */
export function accountsOf(step: WaterfallStep['step']): Account | readonly Account[] {
  return step === 'headline' ? ['performed', 'firm', 'conditional', 'option', 'intent'] : step;
}

/** Whether an amount says anything at all: zero is left out, unknown is not. */
export function isSomething({ low, stated, high, unstated }: AmountRow): boolean {
  return stated !== '0' || low !== '0' || high !== '0' || unstated > 0;
}
