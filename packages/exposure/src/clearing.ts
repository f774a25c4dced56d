import { type Entry, solve, type Vector } from './linear-system.ts';
import { greatestCommonDivisor, type Rational, ratio } from './rational.ts';

/** What one party owes another; parties are told by their index in `assets`. */
export interface Owed {
  readonly from: number;
  readonly to: number;
  /** Above zero, in the smallest unit. */
  readonly amount: bigint;
}

export interface Network {
  /** What each party has before anybody pays, in the smallest unit, not below zero. */
  readonly assets: readonly bigint[];
  /** Who owes whom; to owe somebody outside, give them an index of their own: a sink that owes nothing. */
  readonly owed: readonly Owed[];
  /** Who pays no more than a fraction (0 to 1) of what it owes, whatever it has. */
  readonly most?: ReadonlyMap<number, Rational>;
  /** The fractions (0 to 1) of its own assets, and of what it receives, that are left of a party once it fails. */
  readonly alpha?: Rational;
  readonly beta?: Rational;
}

export interface Clearing {
  /** Which fraction of what it owes each party pays, to each creditor alike; 1 where it owes nothing. */
  readonly fractions: readonly Rational[];
  /** What each pays, and receives, in all; in the smallest unit. */
  readonly payments: readonly Rational[];
  readonly receipts: readonly Rational[];
  /** Who fails in which round: the first by its own means, each later one because of those before. */
  readonly rounds: readonly (readonly number[])[];
}

const ONE = ratio(1n);

/**
 * The greatest clearing vector: p = min(p̄, e + Πᵀp) after Eisenberg and Noe, "Systemic Risk in Financial Systems"
 * (Management Science 47, 2001); with default costs, a party that fails pays αe + βΠᵀp, after Rogers and Veraart,
 * "Failure and Rescue in an Interbank Network" (Management Science 59, 2013). A party fails where its assets and what it
 * receives are less than what it has to pay. Whom `most` holds back does not fail by that, and has no default costs.
 *
 * Found by the fictitious default algorithm of both papers: everybody pays in full; in each round those who can't fail,
 * and what they pay then solves a linear system, exactly; until nobody else fails. The system always has one solution:
 * parties that only owe each other, and all fail, would leave money among them, and the greatest vector leaves none.
 *
 * @throws where more parties fail than linear-system.ts solves for, or an amount is out of its range
 */
export function clear(network: Network): Clearing {
  check(network);
  const { assets, owed } = network;
  const dues = sums(assets.length, owed, ({ from, amount }) => [from, amount]);
  const capped = onOneDenominator(assets.map((_, i) => network.most?.get(i) ?? ONE));
  const failed = new Set<number>();
  const rounds: (readonly number[])[] = [];
  let fractions = capped;
  for (;;) {
    const received = receivedOf(network, fractions);
    const failing = [...assets.keys()].filter((i) => {
      const has = at(assets, i) * fractions.denominator + at(received, i);
      return !failed.has(i) && has < at(dues, i) * at(fractions.numerators, i);
    });
    if (failing.length === 0) return clearingOf(dues, received, fractions, rounds);
    for (const party of failing) failed.add(party);
    rounds.push(failing);
    fractions = settle(network, dues, capped, [...failed]);
  }
}

/** What everybody pays where those who failed pay all they have left, and the others what they have to. */
function settle(network: Network, dues: readonly bigint[], capped: Vector, failed: readonly number[]): Vector {
  const { assets, owed, alpha = ONE, beta = ONE } = network;
  const [own, passed] = onOneDenominator([alpha, beta]).numerators as readonly [bigint, bigint];
  const common = onOneDenominator([alpha, beta]).denominator;
  const unknown = new Map(failed.map((party, i) => [party, i]));
  const constants = failed.map((party) => own * at(assets, party) * capped.denominator);
  const entries: Entry[] = failed.map((party, i) => ({ row: i, column: i, value: common * at(dues, party) }));
  for (const { from, to, amount } of owed) {
    const row = unknown.get(to);
    if (row === undefined || passed === 0n) continue;
    const column = unknown.get(from);
    if (column !== undefined) entries.push({ row, column, value: -passed * amount });
    else constants[row] = at(constants, row) + passed * amount * at(capped.numerators, from);
  }
  const { numerators, denominator } = solve(...reduced(entries, constants));
  return {
    numerators: assets.map((_, i) => {
      const place = unknown.get(i);
      return place === undefined ? at(capped.numerators, i) * denominator : at(numerators, place);
    }),
    denominator: denominator * capped.denominator,
  };
}

/** Each row by what divides all of it: amounts are mostly round, and short numbers are quick. */
function reduced(entries: readonly Entry[], constants: readonly bigint[]): [readonly Entry[], readonly bigint[]] {
  const divisors = [...constants];
  for (const { row, value } of entries) divisors[row] = greatestCommonDivisor(at(divisors, row), value);
  const divided = entries.map((entry) => ({ ...entry, value: entry.value / at(divisors, entry.row) }));
  return [divided, constants.map((value, i) => value / at(divisors, i))];
}

/** What everybody receives, times the denominator of the fractions. */
function receivedOf({ assets, owed }: Network, { numerators }: Vector): readonly bigint[] {
  return sums(assets.length, owed, ({ from, to, amount }) => [to, amount * at(numerators, from)]);
}

function clearingOf(
  dues: readonly bigint[],
  received: readonly bigint[],
  { numerators, denominator }: Vector,
  rounds: readonly (readonly number[])[],
): Clearing {
  const fractions = numerators.map((numerator) => ratio(numerator, denominator));
  return {
    fractions: fractions.map((fraction, i) => (at(dues, i) === 0n ? ONE : fraction)),
    payments: fractions.map(({ numerator, denominator: own }, i) => ratio(at(dues, i) * numerator, own)),
    receipts: received.map((all) => ratio(all, denominator)),
    rounds,
  };
}

function sums(size: number, owed: readonly Owed[], part: (owed: Owed) => readonly [number, bigint]): readonly bigint[] {
  const all = Array.from({ length: size }, () => 0n);
  for (const each of owed) {
    const [party, amount] = part(each);
    all[party] = at(all, party) + amount;
  }
  return all;
}

function onOneDenominator(values: readonly Rational[]): Vector {
  const denominator = values.reduce((all, { denominator: own }) => {
    return (all * own) / greatestCommonDivisor(all, own);
  }, 1n);
  return { numerators: values.map((value) => (value.numerator * denominator) / value.denominator), denominator };
}

function check({ assets, owed, most, alpha = ONE, beta = ONE }: Network): void {
  const negative = assets.findIndex((own) => own < 0n);
  if (negative >= 0) throw new Error(`party ${negative} has ${assets[negative]}, below zero`);
  const pairs = new Set<string>();
  for (const { from, to, amount } of owed) {
    const known = from in assets && to in assets && from !== to && !pairs.has(`${from} ${to}`);
    if (!known || amount <= 0n) throw new Error(`${from} owes ${to} ${amount}, or twice`);
    pairs.add(`${from} ${to}`);
  }
  for (const { numerator, denominator } of [alpha, beta, ...(most?.values() ?? [])]) {
    if (numerator < 0n || numerator > denominator) throw new Error(`${numerator}/${denominator} is not from 0 to 1`);
  }
}

function at(values: readonly bigint[], index: number): bigint {
  return values[index] as bigint;
}
