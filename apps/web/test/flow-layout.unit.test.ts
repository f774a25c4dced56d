import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FlowEdge } from '../src/api/flows.ts';
import { layOut } from '../src/flows/arc-layout.ts';
import { balancesOf, isHop, loopKey, unitsOf } from '../src/flows/network.ts';
import { partyOrder } from '../src/flows/party-order.ts';

const edge = (obligor: string, obligee: string, stated: string, unit = 'USD'): FlowEdge => ({
  obligor,
  obligee,
  kind: 'payment',
  unit,
  low: stated,
  stated,
  high: stated,
  unstated: 0,
});
const weigh = (edges: readonly FlowEdge[]) => edges.map((each) => ({ ...each, weight: Number(each.stated) }));

describe('the order of parties', () => {
  it('lets everything flow down where nothing comes back', () => {
    const edges = [edge('c', 'd', '1'), edge('b', 'c', '5'), edge('a', 'b', '5'), edge('a', 'd', '9')];
    expect(partyOrder(weigh(edges))).toEqual(['a', 'b', 'c', 'd']);
  });
  it('lets the smaller part of a loop flow back up', () => {
    expect(partyOrder(weigh([edge('a', 'b', '4'), edge('b', 'a', '10')]))).toEqual(['b', 'a']);
  });
  it('names every party once, whatever flows', () => {
    const slug = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');
    const any = fc.array(fc.record({ obligor: slug, obligee: slug, weight: fc.integer({ min: 1, max: 9 }) }));
    fc.assert(
      fc.property(any, (all) => {
        const edges = all.filter(({ obligor, obligee }) => obligor !== obligee);
        const parties = new Set(edges.flatMap(({ obligor, obligee }) => [obligor, obligee]));
        expect([...partyOrder(edges)].sort()).toEqual([...parties].sort());
      }),
    );
  });
});

describe('the picture of flows', () => {
  const edges = [edge('openai', 'oracle', '300'), edge('oracle', 'nvidia', '40'), edge('nvidia', 'openai', '30')];
  const layout = layOut(edges, 800, 120);

  it('draws what comes back on the other side', () => {
    const sides = new Map(layout.arcs.map(({ edge: { obligor }, side }) => [obligor, side]));
    expect(Object.fromEntries(sides)).toEqual({ openai: 'down', oracle: 'down', nvidia: 'up' });
  });
  it('draws widths in proportion to what is stated', () => {
    const width = (obligor: string) => layout.arcs.find((arc) => arc.edge.obligor === obligor)?.width ?? 0;
    expect(width('openai') / width('oracle')).toBeCloseTo(300 / 40);
  });
  it('keeps every line inside of it', () => {
    for (const { path, width } of layout.arcs) {
      const [start = 0, , handle = 0] = path.match(/-?[\d.]+/g)?.map(Number) ?? [];
      // The farthest point of the curve lies three quarters of the way to its handles.
      const farthest = start + (handle - start) * 0.75;
      expect(farthest - width / 2).toBeGreaterThanOrEqual(0);
      expect(farthest + width / 2).toBeLessThanOrEqual(800);
    }
  });
  it('lays no party over another', () => {
    for (const [i, box] of layout.boxes.entries()) {
      const next = layout.boxes[i + 1];
      if (next) expect(box.y + box.height).toBeLessThan(next.y);
    }
  });
  it('shows a flow without a figure as one that has no width', () => {
    const [arc] = layOut([{ ...edge('a', 'b', '0'), unstated: 1 }], 400, 100).arcs;
    expect(arc).toMatchObject({ isUndisclosed: true, width: 1.5 });
  });
});

describe('the network', () => {
  it('offers money before other units', () => {
    expect(unitsOf([edge('a', 'b', '1', 'MW'), edge('a', 'c', '1', 'MW'), edge('a', 'b', '1')])).toEqual(['USD', 'MW']);
  });
  it('tells both sides of a party beside the net', () => {
    const edges = [edge('a', 'b', '10'), edge('b', 'a', '4')];
    const net = [
      { party: 'a', net: '-6' },
      { party: 'b', net: '6' },
    ];
    expect(
      balancesOf(edges, net).map(({ party, owes, isOwed, net: of }) => [party, owes.stated, isOwed.stated, of]),
    ).toEqual([
      ['a', '10', '4', '-6'],
      ['b', '4', '10', '6'],
    ]);
  });
  it('knows the hops of a loop', () => {
    const loop = { parties: ['a', 'b', 'c'], value: '1', edges: [] };
    expect(loopKey(loop)).toBe('a.b.c');
    expect(isHop(loop, { obligor: 'c', obligee: 'a' })).toBe(true);
    expect(isHop(loop, { obligor: 'a', obligee: 'c' })).toBe(false);
  });
});
