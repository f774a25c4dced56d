import type { Vector } from './linear-system.ts';
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

/** The same in whole numbers. */
export interface CheckedNetwork {
  readonly assets: readonly bigint[];
  readonly owed: readonly Owed[];
  /** What each party owes in all. */
  readonly dues: readonly bigint[];
  /** The fraction that each pays at most. */
  readonly most: Vector;
  /** Alpha and beta, over `whole`. */
  readonly left: { readonly alpha: bigint; readonly beta: bigint; readonly whole: bigint };
}

export const ONE = ratio(1n);

/** @throws where an amount or a fraction is out of its range, or a pair stands there twice */
export function checked({ assets, owed, most, alpha = ONE, beta = ONE }: Network): CheckedNetwork {
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
  const costs = onOneDenominator([alpha, beta]);
  return {
    assets,
    owed,
    dues: sums(assets.length, owed, ({ from, amount }) => [from, amount]),
    most: onOneDenominator(assets.map((_, i) => most?.get(i) ?? ONE)),
    left: { alpha: at(costs.numerators, 0), beta: at(costs.numerators, 1), whole: costs.denominator },
  };
}

/** What everybody receives where each pays its fraction, times the denominator of the fractions. */
export function receivedOf({ assets, owed }: CheckedNetwork, { numerators }: Vector): readonly bigint[] {
  return sums(assets.length, owed, ({ from, to, amount }) => [to, amount * at(numerators, from)]);
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

export function at(values: readonly bigint[], index: number): bigint {
  return values[index] as bigint;
}
