import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Cycle, cyclesOf, type Hops, largestCycles } from '../src/cycles.ts';

const PARTIES = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];

/** Random hops between seven parties, many of the same worth, some without. */
const hops: fc.Arbitrary<Hops> = fc
  .array(
    fc.tuple(
      fc.constantFrom(...PARTIES),
      fc.constantFrom(...PARTIES),
      fc.option(fc.bigInt({ min: 1n, max: 4n }), { freq: 4 }),
    ),
    { maxLength: 30 },
  )
  .map((all) => hopsOf(all.filter(([from, to]) => from !== to)));

function hopsOf(all: readonly (readonly [string, string, bigint | null])[]): Hops {
  const graph = new Map<string, Map<string, bigint | null>>();
  for (const [from, to, value] of all) graph.set(from, (graph.get(from) ?? new Map()).set(to, value));
  return graph;
}

/** Every way of putting some of the parties in a row, the first one sorting first: those that close are the cycles. */
function byTryingAll(graph: Hops, maxLength: number): readonly (readonly string[])[] {
  const rows: string[][] = PARTIES.map((party) => [party]);
  const closed: string[][] = [];
  for (const row of rows) {
    const last = graph.get(row.at(-1) ?? '');
    if (row.length > 1 && last?.has(row[0] ?? '')) closed.push(row);
    if (row.length === maxLength) continue;
    for (const party of PARTIES) {
      if (party > (row[0] ?? '') && last?.has(party) && !row.includes(party)) rows.push([...row, party]);
    }
  }
  return closed;
}

const graphOf = (graph: Hops) => new Map([...graph].map(([from, to]) => [from, [...to.keys()]]));
const sorted = (cycles: Iterable<readonly string[]>) => [...cycles].map((parties) => parties.join(' ')).sort();
const print = ({ parties, value }: Cycle) => `${parties.join(' ')}: ${value}`;

describe('a graph of flows', () => {
  it('has the elementary cycles that trying all finds, once each, up to any length', () => {
    fc.assert(
      fc.property(hops, fc.integer({ min: 2, max: 7 }), (graph, maxLength) => {
        expect(sorted(cyclesOf(graphOf(graph), maxLength))).toEqual(sorted(byTryingAll(graph, maxLength)));
      }),
      { numRuns: 2_000 },
    );
  });

  it('has n! / ((n − k)! k) cycles of k hops where everybody has a flow to everybody', () => {
    const complete = new Map(PARTIES.map((from) => [from, PARTIES.filter((to) => to !== from)]));
    const lengths = [...cyclesOf(complete, 5)].map(({ length }) => length);
    expect([2, 3, 4, 5].map((k) => lengths.filter((length) => length === k).length)).toEqual([21, 70, 210, 504]);
  });

  it('lists the largest first, and keeps them where there are too many', () => {
    fc.assert(
      fc.property(hops, fc.integer({ min: 1, max: 12 }), (graph, most) => {
        const all = largestCycles(graph, 5, 100_000);
        expect(all.truncated).toBe(false);
        expect(sorted(all.cycles.map(({ parties }) => parties))).toEqual(sorted(byTryingAll(graph, 5)));
        const values = all.cycles.map(({ value }) => Number(value ?? 0n));
        expect(values).toEqual([...values].sort((a, b) => b - a));
        const few = largestCycles(graph, 5, most);
        expect(few.truncated).toBe(all.cycles.length > most);
        expect(few.cycles.map(({ value }) => value)).toEqual(all.cycles.slice(0, most).map(({ value }) => value));
        expect(all.cycles.map(print)).toEqual(expect.arrayContaining(few.cycles.map(print)));
      }),
      { numRuns: 500 },
    );
  });

  it('values a cycle by its smallest hop, and not at all where a hop states nothing', () => {
    const graph = hopsOf([
      ['nvidia', 'openai', 10n],
      ['openai', 'oracle', 30n],
      ['oracle', 'nvidia', 4n],
      ['openai', 'nvidia', null],
    ]);
    expect(largestCycles(graph, 5, 10).cycles).toEqual([
      { parties: ['nvidia', 'openai', 'oracle'], value: 4n },
      { parties: ['nvidia', 'openai'], value: null },
    ]);
  });

  it('is searched in bounded time where there are millions of cycles', () => {
    const many = Array.from({ length: 60 }, (_, i) => `p${String(i).padStart(2, '0')}`);
    const pairs = many.flatMap((from, i) =>
      many.map((to, j) => [from, to, BigInt(((i * 61 + j * 17) % 997) + 1)] as const),
    );
    const dense = hopsOf(pairs.filter(([from, to]) => from !== to));
    const { cycles, truncated } = largestCycles(dense, 5, 1_000);
    expect({ found: cycles.length, truncated }).toEqual({ found: 1_000, truncated: true });
  });
});
