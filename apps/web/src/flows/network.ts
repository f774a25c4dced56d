import type { FlowEdge, Flows, Loop } from '../api/flows.ts';
import type { AmountRow } from '../numbers/format-amount.ts';
import { sumRows } from '../numbers/sum-rows.ts';

/** What the flows screen tells of the network of one unit. */

/** The units that flow, money first, then by how many edges each has. */
export function unitsOf(edges: readonly FlowEdge[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const { unit } of edges) counts.set(unit, (counts.get(unit) ?? 0) + 1);
  const isMoney = (unit: string) => Number(/^[A-Z]{3}$/.test(unit));
  return [...counts]
    .sort(([a, m], [b, n]) => isMoney(b) - isMoney(a) || n - m || (a < b ? -1 : 1))
    .map(([unit]) => unit);
}

export interface PartyBalance {
  readonly party: string;
  readonly owes: AmountRow;
  readonly isOwed: AmountRow;
  /** What is owed to it less what it owes, as stated. */
  readonly net: string;
}

/** Both sides of each party in the unit, over all kinds, and the net that the server states; the largest first. */
export function balancesOf(edges: readonly FlowEdge[], net: Flows['net']): readonly PartyBalance[] {
  return [...net]
    .sort((a, b) => Math.abs(Number(b.net)) - Math.abs(Number(a.net)) || (a.party < b.party ? -1 : 1))
    .map(({ party, net: stated }) => ({
      party,
      owes: sumRows(edges.filter(({ obligor }) => obligor === party)),
      isOwed: sumRows(edges.filter(({ obligee }) => obligee === party)),
      net: stated,
    }));
}

/** A loop as the URL names it. */
export function loopKey({ parties }: Loop): string {
  return parties.join('.');
}

/** Whether an edge is one of a loop's hops. */
export function isHop(loop: Loop, { obligor, obligee }: Pick<FlowEdge, 'obligor' | 'obligee'>): boolean {
  const at = loop.parties.indexOf(obligor);
  return at >= 0 && loop.parties[(at + 1) % loop.parties.length] === obligee;
}

/** By kind, then the largest first; what states no figure last. */
export function byWeight(a: FlowEdge, b: FlowEdge): number {
  return Number(b.stated) - Number(a.stated) || (`${a.obligor}/${a.obligee}` < `${b.obligor}/${b.obligee}` ? -1 : 1);
}
