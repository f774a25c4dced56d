import { type PrintedAmount, printAmount } from '@offtake/deals/amount';
import type { InternalLeg } from '../queries/sums.ts';

/** What drops out of a read model because both sides read as one party. */
export type PrintedInternalLeg = Omit<InternalLeg, 'amount' | 'disputed'> &
  PrintedAmount & { readonly disputed?: true };

export function printInternal({ amount, disputed, ...leg }: InternalLeg): PrintedInternalLeg {
  return { ...leg, ...printAmount(amount), ...(disputed ? { disputed } : {}) };
}
