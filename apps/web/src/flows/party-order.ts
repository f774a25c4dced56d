/**
 * The order in which parties stand below each other, so that as much as can be flows downwards: sources first, sinks
 * last, and of the rest the one that gives most more than it gets (Eades, Lin and Smyth, "A fast and effective
 * heuristic for the feedback arc set problem", 1993). What still flows upwards is what comes back.
 */

export interface Weighted {
  readonly obligor: string;
  readonly obligee: string;
  /** Above 0. */
  readonly weight: number;
}

export function partyOrder(edges: readonly Weighted[]): readonly string[] {
  const left = new Set(edges.flatMap(({ obligor, obligee }) => [obligor, obligee]).sort());
  const first: string[] = [];
  const last: string[] = [];
  while (left.size > 0) {
    const balances = balancesOf(edges, left);
    const pick = (fits: (balance: Balance) => boolean) => balances.filter(fits).sort(heaviest);
    const sinks = pick(({ out }) => out === 0);
    const sources = pick(({ out, into }) => out > 0 && into === 0);
    if (sinks.length > 0) last.unshift(...take(left, sinks));
    else if (sources.length > 0) first.push(...take(left, sources));
    else first.push(...take(left, pick(() => true).slice(0, 1)));
  }
  return [...first, ...last];
}

interface Balance {
  readonly party: string;
  readonly out: number;
  readonly into: number;
}

function balancesOf(edges: readonly Weighted[], left: ReadonlySet<string>): readonly Balance[] {
  const among = edges.filter(({ obligor, obligee }) => left.has(obligor) && left.has(obligee));
  const sum = (of: readonly Weighted[]) => of.reduce((total, { weight }) => total + weight, 0);
  return [...left].map((party) => ({
    party,
    out: sum(among.filter(({ obligor }) => obligor === party)),
    into: sum(among.filter(({ obligee }) => obligee === party)),
  }));
}

/** Who gives most more than it gets comes first; of sinks, who gets least. Ties by slug. */
function heaviest(a: Balance, b: Balance): number {
  return b.out - b.into - (a.out - a.into) || (a.party < b.party ? -1 : 1);
}

function take(left: Set<string>, balances: readonly Balance[]): readonly string[] {
  for (const { party } of balances) left.delete(party);
  return balances.map(({ party }) => party);
}
