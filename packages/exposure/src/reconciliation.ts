import { type Amount, add, formatDecimal, isZero, type PrintedAmount, printAmount, ZERO } from '@offtake/deals/amount';
import type { DealState } from '@offtake/deals/deal';
import type { LegState } from '@offtake/deals/leg';
import { type Quantity, toAmount } from '@offtake/deals/quantity';
import { isCurrency } from '@offtake/deals/units';

/** A target as it was stated; its parties as they read. */
export interface StatedTarget {
  readonly parties: readonly string[];
  /** One for each unit. */
  readonly quantities: readonly Quantity[];
  /** Which legs count: left out, by the unit; null, none. */
  readonly counts?: Counts | null | undefined;
}
export interface Counts {
  /** On which side of a leg one of the target's parties must stand. */
  readonly side: 'obligor' | 'obligee';
  readonly kinds: readonly string[];
}

/** What a target is split into, from what is surest to what is least so. */
export const PARTS = ['performed', 'firm', 'conditional', 'option', 'intent'] as const;
type Part = (typeof PARTS)[number];

export type ReconciledLeg = Readonly<Record<Part, PrintedAmount>> & {
  readonly deal: string;
  readonly leg: string;
  readonly kind: string;
  readonly obligor: string;
  readonly obligee: string;
  /** An open dispute touches the leg; left out where none does. */
  readonly disputed?: true;
};

export type ReconciliationRow = Readonly<Record<Part, PrintedAmount>> & {
  readonly unit: string;
  /** Null: nothing of this unit counts. */
  readonly counts: Counts | null;
  readonly total: PrintedAmount;
  /** What is stated of the total less what is stated of the parts; below 0 over-allocated; null where no total is. */
  readonly rest: string | null;
  readonly overAllocated: boolean;
  readonly legs: readonly ReconciledLeg[];
  readonly disputed?: true;
};

/**
 * The total of a target, unit by unit as it was stated, split into the accounts of the legs that count, and the rest.
 * A leg counts where it is of one of the kinds, in exactly that unit, and one of the target's parties stands on the
 * side: under each pair of parties that it has had, with what stands there. Amounts in the unit, decimal strings.
 */
export function reconcile(
  target: StatedTarget,
  deals: Iterable<DealState>,
  nameOf: (party: string) => string = (party) => party,
): readonly ReconciliationRow[] {
  const all = [...deals].flatMap((deal) => [...deal.legs].flatMap(([leg, state]) => pairsOf(deal, leg, state, nameOf)));
  return target.quantities.map((quantity): ReconciliationRow => {
    const counts = target.counts === undefined ? countsByDefault(quantity.unit) : target.counts;
    const counting = all.filter((leg) => {
      const { side, kinds } = counts ?? { side: 'obligor', kinds: [] };
      return leg.unit === quantity.unit && kinds.includes(leg.kind) && target.parties.includes(leg[side]);
    });
    const sums = ofParts((part) => counting.reduce((sum, leg) => add(sum, leg.amounts[part]), ZERO));
    const total = toAmount(quantity);
    const allocated = PARTS.reduce((sum, part) => sum + sums[part].stated, 0n);
    const silent = total.unstated > 0;
    const most = silent ? (total.unbounded > 0 ? null : total.high) : total.stated;
    return {
      unit: quantity.unit,
      counts,
      total: printAmount(total),
      ...ofParts((part) => printAmount(sums[part])),
      rest: silent ? null : formatDecimal(total.stated - allocated),
      overAllocated: most !== null && allocated > most,
      legs: counting.map(printLeg),
    };
  });
}

/** A currency is spent: payments that are owed. Capacity is taken: what is owed to the parties. */
export function countsByDefault(unit: string): Counts | null {
  if (isCurrency(unit)) return { side: 'obligor', kinds: ['payment'] };
  return unit === 'share' ? null : { side: 'obligee', kinds: ['capacity'] };
}

interface LegOfPair {
  readonly deal: string;
  readonly leg: string;
  readonly kind: string;
  readonly unit: string;
  readonly obligor: string;
  readonly obligee: string;
  readonly amounts: Readonly<Record<Part, Amount>>;
}

/** A leg under each pair of parties that it has had, as far as something stands there. */
function pairsOf(
  deal: DealState,
  leg: string,
  state: LegState,
  nameOf: (party: string) => string,
): readonly LegOfPair[] {
  const { kind, quantity } = state.terms;
  const former = state.former.map(({ performed, ...pair }) => {
    return { ...pair, amounts: ofParts((part) => (part === 'performed' ? performed : ZERO)) };
  });
  return [{ ...state, amounts: ofParts((part) => state.balances[part]) }, ...former]
    .filter(({ amounts }) => PARTS.some((part) => !isZero(amounts[part])))
    .map(({ obligor, obligee, amounts }) => {
      const parties = { obligor: nameOf(obligor), obligee: nameOf(obligee) };
      return { deal: deal.deal, leg, kind, unit: quantity.unit, ...parties, amounts };
    });
}

function printLeg({ deal, leg, kind, obligor, obligee, amounts }: LegOfPair): ReconciledLeg {
  return { deal, leg, kind, obligor, obligee, ...ofParts((part) => printAmount(amounts[part])) };
}

function ofParts<T>(value: (part: Part) => T): Readonly<Record<Part, T>> {
  return Object.fromEntries(PARTS.map((part) => [part, value(part)])) as Record<Part, T>;
}
