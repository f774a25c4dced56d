import { type Amount, add, formatDecimal, type PrintedAmount, printAmount, ZERO } from '@offtake/deals/amount';
import { type Flow, largestCirculation } from './circulation.ts';
import { type Hops, largestCycles } from './cycles.ts';
import { minus, printRatio, ratio } from './rational.ts';

/** What one party owes another, of one kind, in one unit. Amounts in millionths of the unit. */
export interface Edge {
  readonly obligor: string;
  readonly obligee: string;
  readonly kind: string;
  readonly unit: string;
  readonly amount: Amount;
  /** An open dispute touches it; left out where none does. */
  readonly disputed?: boolean;
}

/** The flows in one unit that a cycle runs along. */
export interface CycleEdge extends Omit<Edge, 'amount' | 'disputed'> {
  readonly stated: string;
}

export interface Flows {
  /** In every unit, sorted by parties, kind and unit; one for each of them. */
  readonly edges: readonly (Omit<Edge, 'amount'> & PrintedAmount)[];
  /** Over the graph of parties, whatever the units; the largest in `unit` first, without a value last. */
  readonly cycles: readonly {
    readonly parties: readonly string[];
    readonly value: string | null;
    readonly edges: readonly CycleEdge[];
  }[];
  /** Present where there are more cycles than are listed. */
  readonly truncated?: true;
  /** Of what is stated in `unit`, over all kinds. */
  readonly gross: string;
  /** What each party is owed less what it owes; those who owe most on balance first. */
  readonly net: readonly { readonly party: string; readonly net: string }[];
  /** The part of gross that goes round: 0 without a cycle, 1 where all of it does; null where gross is 0. */
  readonly circularity: string | null;
  /** The part of gross that parties both get and pass on: 1 − (½ Σ|net|) / gross; null where gross is 0. */
  readonly passThrough: string | null;
}

export const LONGEST_CYCLE = 8;
const MOST_CYCLES = 1_000;

/**
 * Who owes whom, and what of it goes round. A hop from one party to another is worth the sum of what is stated between
 * them in `unit`; a cycle is worth its smallest hop. Circularity is the largest circulation contained in the flows (see
 * circulation.ts) over gross: netting the flows against each other could clear that much without any money.
 *
 * @param edges any number between two parties; none from a party to itself
 * @param maxLength most hops of a cycle: 2 to LONGEST_CYCLE
 */
export function flowsOf(edges: readonly Edge[], unit: string, maxLength: number): Flows {
  const summed = sumEdges(edges);
  const hops = hopsOf(summed, unit);
  const { cycles, truncated } = largestCycles(hops, maxLength, MOST_CYCLES);
  const between = Map.groupBy(summed, ({ obligor, obligee }) => pairOf(obligor, obligee));
  const flows = [...hops].flatMap(([from, to]) =>
    [...to].flatMap(([party, amount]) => (amount === null ? [] : [{ from, to: party, amount }])),
  );
  const net = netOf(flows);
  return {
    edges: summed.map(({ amount, ...edge }) => ({ ...edge, ...printAmount(amount) })),
    cycles: cycles.map(({ parties, value }) => ({
      parties,
      value: value === null ? null : formatDecimal(value),
      edges: parties.flatMap((from, i) =>
        (between.get(pairOf(from, parties[(i + 1) % parties.length] ?? '')) ?? [])
          .filter((edge) => value === null || edge.unit === unit)
          .map(({ kind, unit: own, obligor, obligee, amount }) => {
            return { obligor, obligee, kind, unit: own, stated: formatDecimal(amount.stated) };
          }),
      ),
    })),
    ...(truncated ? { truncated } : {}),
    gross: formatDecimal(flows.reduce((sum, { amount }) => sum + amount, 0n)),
    net: net.map(({ party, balance }) => ({ party, net: formatDecimal(balance) })),
    ...ratiosOf(flows, net),
  };
}

interface Balance {
  readonly party: string;
  readonly balance: bigint;
}

function ratiosOf(flows: readonly Flow[], net: readonly Balance[]): Pick<Flows, 'circularity' | 'passThrough'> {
  const gross = flows.reduce((sum, { amount }) => sum + amount, 0n);
  if (gross === 0n) return { circularity: null, passThrough: null };
  const imbalance = net.reduce((sum, { balance }) => sum + (balance < 0n ? -balance : balance), 0n);
  return {
    circularity: printRatio(ratio(largestCirculation(flows), gross)),
    passThrough: printRatio(minus(ratio(1n), ratio(imbalance, 2n * gross))),
  };
}

function sumEdges(edges: readonly Edge[]): readonly Edge[] {
  const sums = new Map<string, Edge>();
  for (const edge of edges) {
    const { obligor, obligee, kind, unit, amount } = edge;
    if (obligor === obligee) throw new Error(`${obligor} owes itself`);
    const key = [obligor, obligee, kind, unit].join('\n');
    const before = sums.get(key);
    const disputed = before?.disputed || edge.disputed ? { disputed: true } : {};
    sums.set(key, { obligor, obligee, kind, unit, amount: add(before?.amount ?? ZERO, amount), ...disputed });
  }
  return [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, edge]) => edge);
}

function hopsOf(edges: readonly Edge[], unit: string): Hops {
  const hops = new Map<string, Map<string, bigint | null>>();
  for (const { obligor, obligee, unit: own, amount } of edges) {
    const from = hops.get(obligor) ?? new Map<string, bigint | null>();
    const before = from.get(obligee) ?? null;
    const stated = own === unit && amount.stated > 0n ? amount.stated : null;
    from.set(obligee, stated === null ? before : (before ?? 0n) + stated);
    hops.set(obligor, from);
  }
  return hops;
}

function netOf(flows: readonly Flow[]): readonly Balance[] {
  const balances = new Map<string, bigint>();
  for (const { from, to, amount } of flows) {
    balances.set(from, (balances.get(from) ?? 0n) - amount);
    balances.set(to, (balances.get(to) ?? 0n) + amount);
  }
  return [...balances]
    .map(([party, balance]) => ({ party, balance }))
    .sort((a, b) => (a.balance === b.balance ? (a.party < b.party ? -1 : 1) : a.balance < b.balance ? -1 : 1));
}

function pairOf(obligor: string, obligee: string): string {
  return `${obligor}\n${obligee}`;
}
