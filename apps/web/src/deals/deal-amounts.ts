import type { Deal, DealRow, DealTotal, Leg } from '../api/shapes.ts';
import { printSelection, type Selection } from '../explain/selection.ts';
import { type AccountAmount, byAccount } from '../exposure/matrix.ts';
import type { AmountRow } from '../numbers/format-amount.ts';

/** The numbers of deals by what each is: so they are known again at another moment. */

export function totalKey(deal: string, { kind, unit, account }: DealTotal): string {
  return printSelection({ kind, unit, account, deal });
}

export function dealAmounts(deals: readonly DealRow[]): ReadonlyMap<string, AmountRow> {
  return new Map(deals.flatMap(({ deal, totals }) => totals.map((total) => [totalKey(deal, total), total])));
}

/** What is explained where a leg's account is pressed. */
export function legSelection(deal: string, leg: Leg, { account }: AccountAmount): Selection {
  const { kind, unit, obligor, obligee } = leg;
  return { kind, unit, account, obligor, obligee, deal, leg: leg.leg };
}

export function legAmounts({ deal, legs }: Deal): ReadonlyMap<string, AmountRow> {
  return new Map(
    legs.flatMap((leg) =>
      byAccount(leg.accounts).map((amount) => [printSelection(legSelection(deal, leg, amount)), amount]),
    ),
  );
}
