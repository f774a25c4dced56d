import { at, type CheckedNetwork, checked, type Network, ONE, receivedOf } from './clearing-network.ts';
import type { Vector } from './linear-system.ts';
import { PaymentBounds } from './payment-bounds.ts';
import { type Rational, ratio, times } from './rational.ts';
import { Settlement } from './settlement.ts';

export interface Clearing {
  /** Which fraction of what it owes each party pays, to each creditor alike; 1 where it owes nothing. */
  readonly fractions: readonly Rational[];
  /** What each pays, and receives, in all; in the smallest unit. */
  readonly payments: readonly Rational[];
  readonly receipts: readonly Rational[];
  /** Who fails in which round: the first by its own means, each later one because of those before. */
  readonly rounds: readonly (readonly number[])[];
}

/**
 * The greatest clearing vector: p = min(p̄, e + Πᵀp) after Eisenberg and Noe, "Systemic Risk in Financial Systems"
 * (Management Science 47, 2001); with default costs, a party that fails pays αe + βΠᵀp, after Rogers and Veraart,
 * "Failure and Rescue in an Interbank Network" (Management Science 59, 2013). A party fails where its assets and what it
 * receives are less than what it has to pay. Whom `most` holds back does not fail by that, and has no default costs.
 *
 * Found by the fictitious default algorithm of both papers: everybody pays in full; in each round those who can't fail,
 * and what they pay then solves a linear system; until nobody else fails. The system always has one solution: parties
 * that only owe each other, and all fail, would leave money among them, and the greatest vector leaves none. Who fails
 * is told from bounds of the payments where they suffice (payment-bounds.ts), and from the exact payments where not, as
 * for who can pay to the last unit; what is paid in the end is always exact (settlement.ts).
 *
 * @throws where more parties fail than linear-system.ts solves for, or an amount is out of its range
 */
export function clear(asked: Network): Clearing {
  const network = checked(asked);
  const bounds = new PaymentBounds(network);
  const settlement = new Settlement(network);
  const failed = new Set<number>();
  const rounds: (readonly number[])[] = [];
  for (;;) {
    const failing = bounds.failing(failed) ?? failingIn(network, failed, settlement.fractions([...failed]));
    if (failing.length === 0) return clearingOf(network, settlement.fractions([...failed]), rounds);
    for (const party of failing) failed.add(party);
    rounds.push(failing);
  }
}

function failingIn(network: CheckedNetwork, failed: ReadonlySet<number>, fractions: Vector): readonly number[] {
  const { assets, dues } = network;
  const received = receivedOf(network, fractions);
  return [...assets.keys()].filter((party) => {
    const has = at(assets, party) * fractions.denominator + at(received, party);
    return !failed.has(party) && has < at(dues, party) * at(fractions.numerators, party);
  });
}

function clearingOf(network: CheckedNetwork, paid: Vector, rounds: readonly (readonly number[])[]): Clearing {
  const { dues } = network;
  const fractions = paid.numerators.map((numerator) => ratio(numerator, paid.denominator));
  return {
    fractions: fractions.map((fraction, i) => (at(dues, i) === 0n ? ONE : fraction)),
    payments: fractions.map((fraction, i) => times(ratio(at(dues, i)), fraction)),
    receipts: receivedOf(network, paid).map((all) => ratio(all, paid.denominator)),
    rounds,
  };
}
