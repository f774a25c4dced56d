import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Flow, largestCirculation } from '../src/circulation.ts';
import { cyclesOf } from '../src/cycles.ts';

const PARTIES = ['a', 'b', 'c', 'd', 'e'];
const pairs = PARTIES.flatMap((from) => PARTIES.filter((to) => to !== from).map((to) => ({ from, to })));

const flowsOf = (most: number, largest: bigint): fc.Arbitrary<readonly Flow[]> => {
  const amounts = fc.bigInt({ min: 1n, max: largest });
  return fc
    .subarray(pairs, { maxLength: most })
    .chain((chosen) =>
      fc
        .array(amounts, { minLength: chosen.length, maxLength: chosen.length })
        .map((drawn) => chosen.map((pair, i) => ({ ...pair, amount: drawn[i] ?? 1n }))),
    );
};
const flows = flowsOf(20, 10n ** 20n);
const gross = (all: readonly Flow[]) => all.reduce((sum, { amount }) => sum + amount, 0n);

/** Tries every whole flow on every pair: the largest circulation of whole capacities is whole. */
function byTryingAll(all: readonly Flow[], at = 0, balance: ReadonlyMap<string, bigint> = new Map()): bigint {
  const flow = all[at];
  if (!flow) return [...balance.values()].every((net) => net === 0n) ? 0n : -1n;
  let best = -1n;
  for (let part = 0n; part <= flow.amount; part++) {
    const moved = new Map(balance)
      .set(flow.from, (balance.get(flow.from) ?? 0n) - part)
      .set(flow.to, (balance.get(flow.to) ?? 0n) + part);
    const rest = byTryingAll(all, at + 1, moved);
    if (rest >= 0n && part + rest > best) best = part + rest;
  }
  return best;
}

function hasCycle(all: readonly Flow[]): boolean {
  const graph = new Map(PARTIES.map((p) => [p, all.filter(({ from }) => from === p).map(({ to }) => to)]));
  return [...cyclesOf(graph, PARTIES.length)].length > 0;
}

describe('the largest circulation contained in flows', () => {
  it('is what trying all finds', () => {
    fc.assert(
      fc.property(flowsOf(7, 3n), (all) => {
        expect(largestCirculation(all)).toBe(byTryingAll(all));
      }),
      { numRuns: 400 },
    );
  });

  it('is nothing exactly where there is no cycle', () => {
    fc.assert(
      fc.property(flows, (all) => {
        expect(largestCirculation(all) > 0n).toBe(hasCycle(all));
      }),
      { numRuns: 500 },
    );
  });

  it('is everything exactly where every party is owed what it owes', () => {
    fc.assert(
      fc.property(flows, (all) => {
        const owes = (party: string) => gross(all.filter(({ from }) => from === party));
        const owed = (party: string) => gross(all.filter(({ to }) => to === party));
        expect(largestCirculation(all) === gross(all)).toBe(PARTIES.every((p) => owes(p) === owed(p)));
      }),
      { numRuns: 300 },
    );
    const around = PARTIES.map((from, i) => ({ from, to: PARTIES[(i + 1) % PARTIES.length] ?? '', amount: 7n }));
    expect(largestCirculation(around)).toBe(35n);
  });

  it('grows by all of a cycle that is laid on top, and with any single flow never shrinks', () => {
    fc.assert(
      fc.property(flows, fc.constantFrom(...pairs), fc.bigInt({ min: 1n, max: 10n ** 20n }), (all, pair, amount) => {
        const with_ = [...all, { ...pair, amount }];
        expect(largestCirculation(with_)).toBeGreaterThanOrEqual(largestCirculation(all));
        const both = [...with_, { from: pair.to, to: pair.from, amount }];
        expect(largestCirculation(both)).toBeGreaterThanOrEqual(largestCirculation(all) + 2n * amount);
      }),
      { numRuns: 300 },
    );
  });

  it('takes the way with more hops where two cycles share a flow', () => {
    const shared: readonly Flow[] = [
      { from: 'a', to: 'b', amount: 10n },
      { from: 'b', to: 'a', amount: 10n },
      { from: 'b', to: 'c', amount: 10n },
      { from: 'c', to: 'd', amount: 10n },
      { from: 'd', to: 'a', amount: 10n },
    ];
    expect(largestCirculation(shared)).toBe(40n);
  });

  it('is none of nothing', () => {
    expect(largestCirculation([])).toBe(0n);
  });
});
