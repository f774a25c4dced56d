/** From each party to those it has a flow to, and how much is stated of it: null where nothing is, in the unit asked for. */
export type Hops = ReadonlyMap<string, ReadonlyMap<string, bigint | null>>;

/** A way round: each party has a flow to the next, the last one to the first. Begins with the party that sorts first. */
export interface Cycle {
  readonly parties: readonly string[];
  /** Its smallest hop; null where a hop has no stated flow. */
  readonly value: bigint | null;
}

/**
 * The elementary cycles of 2 to `maxLength` hops: those with a value first, the largest before the others, then those
 * without; ties by their parties. Never more than `most`; where there are more, the largest ones are kept.
 */
export function largestCycles(
  hops: Hops,
  maxLength: number,
  most: number,
): { readonly cycles: readonly Cycle[]; readonly truncated: boolean } {
  const { cycles: valued, truncated } = largestValued(hops, maxLength, most);
  const others: Cycle[] = [];
  let cut = truncated;
  if (!truncated) {
    for (const parties of cyclesOf(
      graphOf(hops, () => true),
      maxLength,
    )) {
      if (valueOf(hops, parties) !== null) continue;
      cut = valued.length + others.length >= most;
      if (cut) break;
      others.push({ parties, value: null });
    }
  }
  return { cycles: [...[...valued].sort(largestFirst), ...others.sort(largestFirst)], truncated: cut };
}

/**
 * A cycle is worth at least t where each of its hops is. So where there are too many cycles, the least t that leaves few
 * enough is searched for; the rest comes from those that are worth the next smaller hop.
 */
function largestValued(hops: Hops, maxLength: number, most: number) {
  const worth = (parties: readonly string[]) => ({ parties, value: valueOf(hops, parties) });
  const atLeast = (least: bigint) =>
    cyclesOf(
      graphOf(hops, (value) => value !== null && value >= least),
      maxLength,
    );
  const fits = (least: bigint) => firstOf(atLeast(least), most + 1).length <= most;
  const stated = [...hops.values()].flatMap((to) => [...to.values()]).filter((value) => value !== null);
  const values = [...new Set(stated)].sort((a, b) => (a > b ? -1 : 1));
  let [fit, tooMany] = [-1, values.length];
  while (tooMany - fit > 1) {
    const middle = Math.floor((fit + tooMany) / 2);
    if (fits(values[middle] ?? 0n)) fit = middle;
    else tooMany = middle;
  }
  const complete = fit < 0 ? [] : [...atLeast(values[fit] ?? 0n)].map(worth);
  const next = values[tooMany];
  if (next === undefined) return { cycles: complete, truncated: false };
  const filling: Cycle[] = [];
  for (const parties of atLeast(next)) {
    if (complete.length + filling.length >= most) break;
    if (valueOf(hops, parties) === next) filling.push({ parties, value: next });
  }
  return { cycles: [...complete, ...filling], truncated: true };
}

function valueOf(hops: Hops, parties: readonly string[]): bigint | null {
  let least: bigint | null = null;
  for (const [i, party] of parties.entries()) {
    const value = hops.get(party)?.get(parties[(i + 1) % parties.length] ?? '') ?? null;
    if (value === null) return null;
    if (least === null || value < least) least = value;
  }
  return least;
}

function largestFirst(a: Cycle, b: Cycle): number {
  if (a.value !== b.value) return (a.value ?? 0n) > (b.value ?? 0n) ? -1 : 1;
  if (a.parties.length !== b.parties.length) return a.parties.length - b.parties.length;
  return a.parties.join('\n') < b.parties.join('\n') ? -1 : 1;
}

type Graph = ReadonlyMap<string, readonly string[]>;

function graphOf(hops: Hops, counts: (value: bigint | null) => boolean): Graph {
  return new Map([...hops].map(([from, to]) => [from, [...to].filter(([, value]) => counts(value)).map(([w]) => w)]));
}

function firstOf<T>(values: Iterable<T>, count: number): readonly T[] {
  const first: T[] = [];
  for (const value of values) if (first.push(value) >= count) break;
  return first;
}

/**
 * Every elementary cycle of 2 to `maxLength` hops, once each, after Johnson, "Finding all the elementary circuits of a
 * directed graph" (SIAM J. Comput. 4, 1975): for each party in order, those cycles in which it is the first one. His
 * blocking only holds for cycles of any length; for a bounded one a party is locked from a length of the path on, as in
 * Gupta and Suzumura, "Finding all bounded-length simple cycles in a directed graph" (2021).
 */
export function* cyclesOf(graph: Graph, maxLength: number): Generator<readonly string[]> {
  const backwards = reversed(graph);
  for (const start of [...graph.keys()].sort()) {
    const within = around(graph, backwards, start, maxLength);
    if (within.size > 1) yield* cyclesThrough(start, within, maxLength);
  }
}

function reversed(graph: Graph): Graph {
  const backwards = new Map<string, string[]>();
  for (const [from, to] of graph) {
    for (const party of to) {
      const before = backwards.get(party);
      if (before) before.push(from);
      else backwards.set(party, [from]);
    }
  }
  return backwards;
}

/** What lies on a closed walk of at most `maxLength` hops from `start`, among the parties that do not sort before it. */
function around(graph: Graph, backwards: Graph, start: string, maxLength: number): Graph {
  const later = (next: Graph) => (party: string) => (next.get(party) ?? []).filter((to) => to >= start);
  const out = distances(later(graph), start, maxLength);
  const home = distances(later(backwards), start, maxLength);
  const near = (party: string) => (out.get(party) ?? maxLength) + (home.get(party) ?? maxLength) <= maxLength;
  const parties = [...out.keys()].filter(near);
  return new Map(parties.map((party) => [party, later(graph)(party).filter(near).sort()]));
}

function distances(next: (party: string) => readonly string[], start: string, most: number): Map<string, number> {
  const found = new Map([[start, 0]]);
  for (const [party, distance] of found) {
    if (distance >= most) continue;
    for (const to of next(party)) if (!found.has(to)) found.set(to, distance + 1);
  }
  return found;
}

function* cyclesThrough(start: string, graph: Graph, maxLength: number): Generator<readonly string[]> {
  const path = [start];
  /** A party may only be entered by a path of fewer hops than this: longer ones are known to find nothing. */
  const locks = new Map<string, number>();
  /** For each party those whose locks rest on its own. */
  const resting = new Map<string, Set<string>>();

  function relax(party: string, hopsHome: number): void {
    const lock = maxLength - hopsHome + 1;
    if ((locks.get(party) ?? maxLength) >= lock) return;
    locks.set(party, lock);
    for (const other of resting.get(party) ?? []) if (!path.includes(other)) relax(other, hopsHome + 1);
  }

  /** Searches on from the end of the path; returns the fewest hops home that it found. */
  function* search(party: string): Generator<readonly string[], number> {
    const hops = path.length - 1;
    let fewest = Number.POSITIVE_INFINITY;
    locks.set(party, hops);
    for (const to of graph.get(party) ?? []) {
      if (to === start) {
        yield [...path];
        fewest = 1;
      } else if (hops + 1 < (locks.get(to) ?? maxLength)) {
        path.push(to);
        fewest = Math.min(fewest, 1 + (yield* search(to)));
        path.pop();
      }
    }
    for (const to of graph.get(party) ?? []) resting.set(to, (resting.get(to) ?? new Set()).add(party));
    if (Number.isFinite(fewest)) relax(party, fewest);
    return fewest;
  }

  yield* search(start);
}
