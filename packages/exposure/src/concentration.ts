import { type Amount, add, type PrintedAmount, printAmount, ZERO } from '@offtake/deals/amount';
import { plus, printRatio, type Rational, ratio, times } from './rational.ts';

/** What is owed to, or by, one counterparty. Amounts in millionths of one unit, of one kind. */
export interface Holding {
  readonly party: string;
  readonly amount: Amount;
}

export interface Share extends PrintedAmount {
  readonly party: string;
  /** Of the stated total, as a fraction of 1; null where nothing is stated at all. */
  readonly share: string | null;
}

/** How much of a total hangs on how few. The measures are null where nothing is stated. */
export interface Concentration {
  /** Largest stated first, then by party. */
  readonly shares: readonly Share[];
  readonly total: PrintedAmount;
  /** Sum of the squared percentage shares: 0 to 10,000. */
  readonly hhi: string | null;
  /** 10,000 / HHI: as many counterparties of equal size are as concentrated. */
  readonly effectiveNumber: string | null;
  /** Share of the largest counterparty, and of the three largest, as fractions of 1. */
  readonly top1: string | null;
  readonly top3: string | null;
}

const MOST_HHI = ratio(10_000n);

/**
 * Shares and the Herfindahl-Hirschman index (Hirschman 1945, Herfindahl 1950; in percentage points, as the US Merger
 * Guidelines of 2023, 2.1, print it), of what is stated. Exact until printed: 6 decimals, half up.
 *
 * @param holdings of one kind and unit, any number a party; what is wholly undisclosed has a share of 0, and says so in
 *   its `unstated`
 */
export function concentrationOf(holdings: readonly Holding[]): Concentration {
  const byParty = new Map<string, Amount>();
  for (const { party, amount } of holdings) byParty.set(party, add(byParty.get(party) ?? ZERO, amount));
  const largestFirst = [...byParty].sort(([a, left], [b, right]) => {
    return left.stated === right.stated ? (a < b ? -1 : 1) : left.stated > right.stated ? -1 : 1;
  });
  const total = largestFirst.reduce((sum, [, amount]) => add(sum, amount), ZERO);
  const fractions = largestFirst.map(([, { stated }]) => (total.stated > 0n ? ratio(stated, total.stated) : null));
  return {
    shares: largestFirst.map(([party, amount], i) => ({ party, ...printAmount(amount), share: print(fractions[i]) })),
    total: printAmount(total),
    ...measuresOf(fractions.filter((fraction) => fraction !== null)),
  };
}

/** Of shares that sum to 1, largest first. */
function measuresOf(shares: readonly Rational[]): Pick<Concentration, 'hhi' | 'effectiveNumber' | 'top1' | 'top3'> {
  if (shares.length === 0) return { hhi: null, effectiveNumber: null, top1: null, top3: null };
  const squares = sumOf(shares.map((share) => times(share, share)));
  return {
    hhi: printRatio(times(MOST_HHI, squares)),
    effectiveNumber: printRatio(ratio(squares.denominator, squares.numerator)),
    top1: printRatio(sumOf(shares.slice(0, 1))),
    top3: printRatio(sumOf(shares.slice(0, 3))),
  };
}

function sumOf(values: readonly Rational[]): Rational {
  return values.reduce(plus);
}

function print(value: Rational | null | undefined): string | null {
  return value ? printRatio(value) : null;
}
