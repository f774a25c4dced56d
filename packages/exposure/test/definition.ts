import { foldAlternative } from '@offtake/deals/alternative';
import { type Amount, add, isZero, printAmount, ZERO } from '@offtake/deals/amount';
import type { DealState } from '@offtake/deals/deal';
import { dealFacts, fold, isMisfit } from '@offtake/deals/deal-fold';
import type { LegState } from '@offtake/deals/leg';
import { ACCOUNTS } from '@offtake/deals/leg-terms';
import type { RecordedEvent } from '@offtake/deals/recorded-event';
import { firmByDue } from '../src/dues.ts';
import type { Due } from '../src/posting.ts';

/** One balance of a leg; of firm, one for each due. */
export interface Balance {
  readonly deal: string;
  readonly leg: string;
  readonly obligor: string;
  readonly obligee: string;
  readonly account: string;
  readonly kind: string;
  readonly unit: string;
  readonly product: string | null;
  readonly due: Due | null;
  readonly amount: Amount;
}

/**
 * The definition of exposure, word for word and without postings: fold each deal's events recorded at or before a
 * position and effective at or before a date, corrections and retractions known by then applied (and, in the alternative
 * reading, every open dispute's other version in place): its balances.
 */
export function balancesByDefinition(
  events: readonly RecordedEvent[],
  knownAt: number,
  validAt?: string,
  reading: 'recorded' | 'alternative' = 'recorded',
): readonly Balance[] {
  const streams = Map.groupBy(
    events.filter((event) => event.position <= knownAt && event.stream.startsWith('deal/')),
    (event) => event.stream,
  );
  return [...streams.values()].flatMap((known) => {
    const alternative = reading === 'alternative' ? foldAlternative(known, validAt) : null;
    const state = alternative ? alternative.state : dealOf(known, validAt);
    if (!state) return [];
    const { deal, legs } = state;
    return [...legs].flatMap(([leg, each]) => balancesOf(each).map((balance) => ({ deal, leg, ...balance })));
  });
}

/** The same, added up by everything but the due. */
export function exposureByDefinition(...coordinates: Parameters<typeof balancesByDefinition>) {
  const sums = new Map<string, Amount>();
  for (const { deal, leg, obligor, obligee, account, kind, unit, amount } of balancesByDefinition(...coordinates)) {
    const id = [deal, leg, obligor, obligee, account, kind, unit].join('|');
    sums.set(id, add(sums.get(id) ?? ZERO, amount));
  }
  return Object.fromEntries(
    [...sums].filter(([, amount]) => !isZero(amount)).map(([key, amount]) => [key, printAmount(amount)]),
  );
}

function dealOf(known: readonly RecordedEvent[], validAt?: string): DealState | null {
  const deal = fold(dealFacts(known).filter((fact) => validAt === undefined || fact.effectiveOn <= validAt));
  if (isMisfit(deal)) throw new Error(deal.refusal.message);
  return deal;
}

function balancesOf(leg: LegState) {
  const { terms, balances, former } = leg;
  const what = { kind: terms.kind, unit: terms.quantity.unit, product: terms.product ?? null };
  const pair = { obligor: leg.obligor, obligee: leg.obligee };
  const firm = firmByDue(leg).map(({ due = null, amount }) => ({ ...what, ...pair, account: 'firm', due, amount }));
  const present = ACCOUNTS.filter((account) => account !== 'firm').map((account) => {
    return { ...what, ...pair, account, due: null, amount: balances[account] };
  });
  const past = former.flatMap(({ obligor, obligee, ...amounts }) =>
    (['performed', 'lapsed'] as const).map((account) => {
      return { ...what, obligor, obligee, account, due: null, amount: amounts[account] };
    }),
  );
  return [...firm, ...present, ...past];
}
