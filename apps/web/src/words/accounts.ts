import type { Account } from '@offtake/deals/leg-terms';

/** The accounts from the surest to the least sure: the order in which they are shown everywhere. */
export const ACCOUNTS_BY_CERTAINTY: readonly Account[] = [
  'performed',
  'firm',
  'conditional',
  'option',
  'intent',
  'lapsed',
];

export function byCertainty(a: { readonly account: Account }, b: { readonly account: Account }): number {
  return ACCOUNTS_BY_CERTAINTY.indexOf(a.account) - ACCOUNTS_BY_CERTAINTY.indexOf(b.account);
}
