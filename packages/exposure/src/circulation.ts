/** What one party owes another, in millionths of one unit, above zero. */
export interface Flow {
  readonly from: string;
  readonly to: string;
  readonly amount: bigint;
}

interface Arc {
  readonly to: string;
  /** How much more may be taken out along it; or, on a way back, how much of that may be put in again. */
  left: bigint;
  readonly cost: 1 | -1;
  readonly opposite: Arc;
}

/**
 * The value of the largest circulation contained in the flows: max Σf with 0 <= f <= amount and as much out of each
 * party as into it. What is left when it is taken away has no cycle of money going round.
 *
 * It is all that flows less the least that has to be taken out so that every party balances, which is a flow of least
 * cost from those who owe more than they are owed to the others, along the flows, each hop at a cost of one. Solved by
 * the primal-dual method of Ford and Fulkerson ("Flows in Networks", 1962, III.3): whole numbers, so exact.
 *
 * @returns millionths, not below zero; zero exactly where the flows have no cycle
 */
export function largestCirculation(flows: readonly Flow[]): bigint {
  const arcs = new Map<string, Arc[]>();
  /** What has to leave a party yet; below zero: what has to arrive. */
  const excess = new Map<string, bigint>();
  let gross = 0n;
  for (const { from, to, amount } of flows) {
    if (from === to || amount <= 0n) throw new Error(`a flow of ${amount} from ${from} to ${to}`);
    gross += amount;
    excess.set(from, (excess.get(from) ?? 0n) + amount);
    excess.set(to, (excess.get(to) ?? 0n) - amount);
    connect(arcs, from, to, amount);
  }
  return gross - leastRemoval(arcs, excess);
}

function connect(arcs: Map<string, Arc[]>, from: string, to: string, amount: bigint): void {
  const out = { to, left: amount, cost: 1 } as { -readonly [K in keyof Arc]: Arc[K] };
  const back: Arc = { to: from, left: 0n, cost: -1, opposite: out };
  out.opposite = back;
  arcsOf(arcs, from).push(out);
  arcsOf(arcs, to).push(back);
}

function arcsOf(arcs: Map<string, Arc[]>, party: string): Arc[] {
  const own = arcs.get(party) ?? [];
  arcs.set(party, own);
  return own;
}

function leastRemoval(arcs: ReadonlyMap<string, readonly Arc[]>, excess: Map<string, bigint>): bigint {
  let removed = 0n;
  for (let sources = sourcesOf(excess); sources.length > 0; sources = sourcesOf(excess)) {
    const distance = distancesFrom(sources, arcs);
    const isShortest = (from: string, { to, left, cost }: Arc) =>
      left > 0n && distance.get(to) === (distance.get(from) ?? 0) + cost;
    let sent = 0n;
    do {
      sent = sendOn(arcs, excess, isShortest, (cost) => {
        removed += cost;
      });
    } while (sent > 0n);
  }
  return removed;
}

/**
 * Sends as much as gets through, in layers of hops, so that nothing runs round (Dinic 1970). Each party goes on with the
 * arc that it came to: those before it are used up.
 */
function sendOn(
  arcs: ReadonlyMap<string, readonly Arc[]>,
  excess: Map<string, bigint>,
  isShortest: (from: string, arc: Arc) => boolean,
  pay: (cost: bigint) => void,
): bigint {
  const layer = new Map(sourcesOf(excess).map((source) => [source, 0]));
  for (const [party, hops] of layer) {
    for (const arc of arcs.get(party) ?? []) {
      if (isShortest(party, arc) && !layer.has(arc.to)) layer.set(arc.to, hops + 1);
    }
  }
  const next = new Map<string, number>();

  const send = (party: string, most: bigint): bigint => {
    const need = -(excess.get(party) ?? 0n);
    let sent = need <= 0n ? 0n : need < most ? need : most;
    if (sent > 0n) excess.set(party, sent - need);
    const own = arcs.get(party) ?? [];
    for (let i = next.get(party) ?? 0; i < own.length && sent < most; i++) {
      next.set(party, i);
      const arc = own[i] as Arc;
      if (layer.get(arc.to) !== (layer.get(party) ?? 0) + 1 || !isShortest(party, arc)) continue;
      const passed = send(arc.to, arc.left < most - sent ? arc.left : most - sent);
      arc.left -= passed;
      arc.opposite.left += passed;
      pay(BigInt(arc.cost) * passed);
      sent += passed;
    }
    if (sent < most) next.set(party, own.length);
    return sent;
  };

  let all = 0n;
  for (const source of sourcesOf(excess)) {
    const left = excess.get(source) ?? 0n;
    const sent = send(source, left);
    excess.set(source, left - sent);
    all += sent;
  }
  return all;
}

function sourcesOf(excess: ReadonlyMap<string, bigint>): readonly string[] {
  return [...excess].filter(([, left]) => left > 0n).map(([party]) => party);
}

/** From the nearest source, over arcs with something left. Ways back cost −1, so a party may be met again, closer. */
function distancesFrom(sources: readonly string[], arcs: ReadonlyMap<string, readonly Arc[]>): Map<string, number> {
  const distance = new Map(sources.map((source) => [source, 0]));
  const waiting = new Set(sources);
  for (const party of waiting) {
    waiting.delete(party);
    const here = distance.get(party) ?? 0;
    for (const { to, left, cost } of arcs.get(party) ?? []) {
      if (left === 0n || here + cost >= (distance.get(to) ?? Number.POSITIVE_INFINITY)) continue;
      distance.set(to, here + cost);
      waiting.add(to);
    }
  }
  return distance;
}
