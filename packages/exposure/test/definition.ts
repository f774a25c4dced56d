import { foldAlternative } from '@offtake/deals/alternative';
import { type Amount, add, isZero, printAmount, ZERO } from '@offtake/deals/amount';
import type { DealState } from '@offtake/deals/deal';
import { dealFacts, fold, isMisfit } from '@offtake/deals/deal-fold';
import type { LegState } from '@offtake/deals/leg';
import { ACCOUNTS } from '@offtake/deals/leg-terms';
import type { RecordedEvent } from '@offtake/deals/recorded-event';

/**
 * The definition of exposure, word for word and without postings: fold each deal's events recorded at or before a
 * position and effective at or before a date, corrections and retractions known by then applied (and, in the alternative
 * reading, every open dispute's other version in place), and add the balances.
 */
export function exposureByDefinition(
  events: readonly RecordedEvent[],
  knownAt: number,
  validAt: string,
  reading: 'recorded' | 'alternative' = 'recorded',
) {
  const streams = Map.groupBy(
    events.filter((event) => event.position <= knownAt && event.stream.startsWith('deal/')),
    (event) => event.stream,
  );
  const sums = new Map<string, Amount>();
  for (const known of streams.values()) {
    const deal =
      (reading === 'alternative' ? foldAlternative(known, validAt)?.state : undefined) ?? dealOf(known, validAt);
    for (const [leg, state] of deal?.legs ?? []) {
      const { kind, quantity } = state.terms;
      for (const { obligor, obligee, account, amount } of balancesOf(state)) {
        const id = [deal?.deal, leg, obligor, obligee, account, kind, quantity.unit].join('|');
        sums.set(id, add(sums.get(id) ?? ZERO, amount));
      }
    }
  }
  return Object.fromEntries(
    [...sums].filter(([, amount]) => !isZero(amount)).map(([key, amount]) => [key, printAmount(amount)]),
  );
}

function dealOf(known: readonly RecordedEvent[], validAt: string): DealState | null {
  const deal = fold(dealFacts(known).filter((fact) => fact.effectiveOn <= validAt));
  if (isMisfit(deal)) throw new Error(deal.refusal.message);
  return deal;
}

function balancesOf({ obligor, obligee, balances, former }: LegState) {
  const present = ACCOUNTS.map((account) => ({ obligor, obligee, account, amount: balances[account] }));
  const past = former.flatMap((pair) =>
    (['performed', 'lapsed'] as const).map((account) => ({ ...pair, account, amount: pair[account] })),
  );
  return [...present, ...past];
}
