import { type Amount, add, isZero, printAmount, ZERO } from '@offtake/deals/amount';
import { dealFacts, fold, isMisfit } from '@offtake/deals/deal-fold';
import { ACCOUNTS } from '@offtake/deals/leg-terms';
import type { RecordedEvent } from '@offtake/deals/recorded-event';

/**
 * The definition of exposure, word for word and without postings: fold each deal's events recorded at or before a
 * position and effective at or before a date, corrections and retractions known by then applied, and add the balances.
 */
export function exposureByDefinition(events: readonly RecordedEvent[], knownAt: number, validAt: string) {
  const streams = Map.groupBy(
    events.filter((event) => event.position <= knownAt && event.stream.startsWith('deal/')),
    (event) => event.stream,
  );
  const sums = new Map<string, Amount>();
  const count = (key: readonly string[], amount: Amount) => {
    const id = key.join('|');
    sums.set(id, add(sums.get(id) ?? ZERO, amount));
  };
  for (const known of streams.values()) {
    const deal = fold(dealFacts(known).filter((fact) => fact.effectiveOn <= validAt));
    if (!deal) continue;
    if (isMisfit(deal)) throw new Error(deal.refusal.message);
    for (const [leg, state] of deal.legs) {
      const unit = state.terms.quantity.unit;
      for (const account of ACCOUNTS) {
        count([deal.deal, leg, state.obligor, state.obligee, account, state.terms.kind, unit], state.balances[account]);
      }
    }
  }
  return Object.fromEntries(
    [...sums].filter(([, amount]) => !isZero(amount)).map(([key, amount]) => [key, printAmount(amount)]),
  );
}
