import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Clearing, clear } from '../src/clearing.ts';
import type { Network, Owed } from '../src/clearing-network.ts';
import { compare, NOUGHT, plus, printFraction, type Rational, ratio, times } from '../src/rational.ts';
import { byElimination } from './elimination.ts';

const ONE = ratio(1n);
const print = (values: readonly Rational[]) => values.map(printFraction);
const fraction = fc.integer({ min: 0, max: 10 }).map((tenths) => ratio(BigInt(tenths), 10n));

const networks = fc.integer({ min: 2, max: 5 }).chain((size) => {
  const pairs = Array.from({ length: size * size }, (_, i) => ({ from: Math.floor(i / size), to: i % size }));
  const amount = fc.oneof(fc.bigInt(1n, 12n), fc.bigInt(1n, 10n ** 20n));
  const assets = fc.array(fc.oneof(fc.constant(0n), fc.bigInt(0n, 20n), fc.bigInt(0n, 10n ** 20n)), {
    minLength: size,
    maxLength: size,
  });
  const owed = fc
    .subarray(pairs.filter(({ from, to }) => from !== to))
    .chain((chosen) => fc.tuple(...chosen.map((pair) => amount.map((drawn) => ({ ...pair, amount: drawn })))));
  return fc.record({ assets, owed: owed as fc.Arbitrary<readonly Owed[]> });
});
const withCosts = fc.tuple(networks, fraction, fraction).map(([network, alpha, beta]) => ({ ...network, alpha, beta }));

const dueOf = ({ owed }: Network, i: number) =>
  owed.filter(({ from }) => from === i).reduce((sum, { amount }) => sum + amount, 0n);

function received({ owed }: Network, fractions: readonly Rational[], i: number): Rational {
  return owed
    .filter(({ to }) => to === i)
    .reduce((sum, { from, amount }) => plus(sum, times(ratio(amount), fractions[from] ?? NOUGHT)), NOUGHT);
}

/** One step of the map whose greatest fixed point clears the network: payments from the fractions paid before. */
function step(network: Network, fractions: readonly Rational[]): readonly Rational[] {
  const { alpha = ONE, beta = ONE } = network;
  return network.assets.map((own, i) => {
    const due = ratio(dueOf(network, i));
    const got = received(network, fractions, i);
    if (compare(plus(ratio(own), got), due) >= 0) return due;
    return plus(times(alpha, ratio(own)), times(beta, got));
  });
}

const fractionsOf = (network: Network, payments: readonly Rational[]) =>
  payments.map(({ numerator, denominator }, i) => {
    const due = dueOf(network, i);
    return due === 0n ? ONE : ratio(numerator, denominator * due);
  });

/** The assets with which a party can pay to the last unit, as long as everybody else does. */
function justPaying({ owed, ...network }: Network, i: number): bigint {
  const gets = owed.filter(({ to }) => to === i).reduce((sum, { amount }) => sum + amount, 0n);
  const gap = dueOf({ owed, ...network }, i) - gets;
  return gap > 0n ? gap : 0n;
}

/** What all pay if just these fail; null where that has no single solution. */
function paymentsIf(failed: readonly number[], network: Network): readonly Rational[] | null {
  const { alpha = ONE, beta = ONE, assets, owed } = network;
  const parties = [...assets.keys()];
  const flow = (from: number, to: number) => owed.find((each) => each.from === from && each.to === to)?.amount ?? 0n;
  const share = (from: number, to: number) => (flow(from, to) ? ratio(flow(from, to), dueOf(network, from)) : NOUGHT);
  const matrix = parties.map((i) =>
    parties.map((j) => {
      const passed = failed.includes(i) ? times(times(beta, share(j, i)), ratio(-1n)) : NOUGHT;
      return i === j ? ONE : passed;
    }),
  );
  const own = (i: number) => times(alpha, ratio(assets[i] ?? 0n));
  return byElimination(
    matrix,
    parties.map((i) => (failed.includes(i) ? own(i) : ratio(dueOf(network, i)))),
  );
}

/** For every set of parties: what all pay if just they fail, where that comes out so, and has one solution. */
function fixedPoints(network: Network): readonly (readonly Rational[])[] {
  const parties = [...network.assets.keys()];
  const sets = Array.from({ length: 2 ** parties.length }, (_, bits) => parties.filter((i) => (bits >> i) % 2 === 1));
  return sets.flatMap((set) => {
    const payments = paymentsIf(set, network);
    const holds = payments && print(step(network, fractionsOf(network, payments))).join() === print(payments).join();
    return holds ? [payments] : [];
  });
}

/** Round by round, each from the exact payments of the one before. */
function roundsOf(network: Network): readonly (readonly number[])[] {
  const rounds: (readonly number[])[] = [];
  for (;;) {
    const payments = paymentsIf(rounds.flat(), network);
    if (!payments) throw new Error('the payments of a round have no single solution');
    const fractions = fractionsOf(network, payments);
    const isShort = (own: bigint, i: number) =>
      compare(plus(ratio(own), received(network, fractions, i)), ratio(dueOf(network, i))) < 0;
    const failing = [...network.assets.keys()].filter(
      (i) => !rounds.flat().includes(i) && isShort(network.assets[i] ?? 0n, i),
    );
    if (failing.length === 0) return rounds;
    rounds.push(failing);
  }
}

describe('who pays what, where some can not pay all', () => {
  it('is the vector that was worked out by hand for a full network with external liabilities', () => {
    const half = 500_000n;
    const owed = [0, 1, 2].flatMap((from) => [0, 1, 2].filter((to) => to !== from).map((to) => ({ from, to })));
    const outside = [1_500_000n, 500_000n, 500_000n].map((amount, from) => ({ from, to: 3, amount }));
    const { payments } = clear({
      assets: [500_000n, 625_000n, 750_000n, 0n],
      owed: [...owed.map((pair) => ({ ...pair, amount: half })), ...outside],
    });
    const inUnits = payments.map((value) => times(value, ratio(1n, 1_000_000n)));
    expect(print(inUnits)).toEqual(['165/112', '159/112', '3/2', '0']);
  });

  it('is the vector that was worked out by hand for OpenAI, CoreWeave, Nvidia and lenders', () => {
    const { payments, receipts, fractions, rounds } = clear({
      assets: [4n, 1n, 3n, 0n],
      owed: [
        { from: 0, to: 1, amount: 10n },
        { from: 1, to: 2, amount: 6n },
        { from: 1, to: 3, amount: 5n },
      ],
    });
    expect(print(payments)).toEqual(['4', '5', '0', '0']);
    expect(print(receipts)).toEqual(['0', '4', '30/11', '25/11']);
    expect(print(fractions)).toEqual(['2/5', '5/11', '1', '1']);
    // CoreWeave has 1 and 10 against 11, until OpenAI fails.
    expect(rounds).toEqual([[0], [1]]);
  });

  it('is a fixed point, exactly', () => {
    fc.assert(
      fc.property(withCosts, (network) => {
        const { fractions, payments, receipts } = clear(network);
        expect(print(step(network, fractions))).toEqual(print(payments));
        expect(print(fractionsOf(network, payments))).toEqual(print(fractions));
        expect(print(receipts)).toEqual(print(network.assets.map((_, i) => received(network, fractions, i))));
      }),
      { numRuns: 500 },
    );
  });

  it('is the greatest one of all fixed points, that every set of failures was tried for', () => {
    fc.assert(
      fc.property(withCosts, (network) => {
        const payments = clear(network).payments;
        const others = fixedPoints(network);
        expect(others.map((other) => print(other).join())).toContain(print(payments).join());
        for (const other of others) {
          other.forEach((value, i) => {
            expect(compare(value, payments[i] ?? NOUGHT)).toBeLessThanOrEqual(0);
          });
        }
      }),
      { numRuns: 200 },
    );
  });

  it('is reached in the rounds that exact payments give, also for who can just pay, or just not', () => {
    fc.assert(
      fc.property(withCosts, (network) => {
        const exactly = {
          ...network,
          assets: network.assets.map((own, i) => (own % 3n === 0n ? own : justPaying(network, i))),
        };
        for (const each of [network, exactly]) expect(clear(each).rounds).toEqual(roundsOf(each));
      }),
      { numRuns: 300 },
    );
  });

  it('is what paying less and less, from everything on, never comes below', () => {
    fc.assert(
      fc.property(withCosts, (network) => {
        const { payments } = clear(network);
        let now: readonly Rational[] = network.assets.map((_, i) => ratio(dueOf(network, i)));
        for (let i = 0; i < 8; i++) {
          now.forEach((value, j) => {
            expect(compare(value, payments[j] ?? NOUGHT)).toBeGreaterThanOrEqual(0);
          });
          now = step(network, fractionsOf(network, now));
        }
      }),
      { numRuns: 100 },
    );
  });

  it('is greater than any other fixed point: of parties that only owe each other, everybody pays', () => {
    // Both would also clear with nothing paid at all.
    const circle = {
      assets: [0n, 0n],
      owed: [
        { from: 0, to: 1, amount: 7n },
        { from: 1, to: 0, amount: 7n },
      ],
    };
    expect(print(clear(circle).payments)).toEqual(['7', '7']);
    expect(clear(circle).rounds).toEqual([]);
  });

  it('leaves nobody below zero, and no shareholder anything before the creditors have all', () => {
    fc.assert(
      fc.property(networks, (network) => {
        const { payments, receipts } = clear(network);
        network.assets.forEach((own, i) => {
          const has = plus(ratio(own), receipts[i] ?? NOUGHT);
          const paid = payments[i] ?? NOUGHT;
          expect(compare(paid, has)).toBeLessThanOrEqual(0);
          const inFull = compare(paid, ratio(dueOf(network, i))) === 0;
          expect(inFull || compare(paid, has) === 0).toBe(true);
        });
      }),
      { numRuns: 300 },
    );
  });

  it('pays no more with default costs than without, and fails no fewer', () => {
    const paidBy = ({ payments }: Clearing) => payments;
    fc.assert(
      fc.property(withCosts, ({ alpha, beta, ...network }) => {
        const free = clear(network);
        const costly = clear({ ...network, alpha, beta });
        paidBy(costly).forEach((value, i) => {
          expect(compare(value, paidBy(free)[i] ?? NOUGHT)).toBeLessThanOrEqual(0);
        });
        expect(costly.rounds.flat()).toEqual(expect.arrayContaining(free.rounds.flat()));
        expect(clear({ ...network, alpha: ONE, beta: ONE })).toEqual(free);
      }),
      { numRuns: 300 },
    );
  });

  it('holds a party to the fraction that it pays at most, without calling that a failure', () => {
    const network = { assets: [100n, 0n, 0n], owed: [pay(0, 1, 10n), pay(1, 2, 8n)] };
    const { payments, rounds } = clear({ ...network, most: new Map([[0, ratio(1n, 4n)]]) });
    expect(print(payments)).toEqual(['5/2', '5/2', '0']);
    expect(rounds).toEqual([[1]]);
  });

  it('loses to costs what a party that fails has: 40 % of its assets and 60 % of its receipts are left', () => {
    const network = { assets: [10n, 5n, 0n], owed: [pay(0, 1, 20n), pay(1, 2, 30n)] };
    const { payments } = clear({ ...network, alpha: ratio(4n, 10n), beta: ratio(6n, 10n) });
    // 0.4 × 10 = 4; 0.4 × 5 + 0.6 × 4 = 4.4
    expect(print(payments)).toEqual(['4', '22/5', '0']);
  });

  it('refuses what is no network', () => {
    expect(() => clear({ assets: [-1n], owed: [] })).toThrow('below zero');
    expect(() => clear({ assets: [1n], owed: [pay(0, 0, 1n)] })).toThrow('0 owes 0');
    expect(() => clear({ assets: [1n, 1n], owed: [pay(0, 1, 1n), pay(0, 1, 1n)] })).toThrow('twice');
    expect(() => clear({ assets: [1n], owed: [], alpha: ratio(3n, 2n) })).toThrow('not from 0 to 1');
  });
});

function pay(from: number, to: number, amount: bigint): Owed {
  return { from, to, amount };
}
