import type { FlowEdge } from '../api/flows.ts';
import { partyOrder } from './party-order.ts';

/**
 * Flows as arcs beside a column of parties: what flows down goes round the right side, what flows up round the left. So
 * a loop is a ring, and money that comes back is what stands on the left. Widths are linear in the stated amount.
 */

export interface Arc {
  readonly edge: FlowEdge;
  readonly side: 'down' | 'up';
  /** The path of its middle line, and where its arrow ends. */
  readonly path: string;
  readonly width: number;
  readonly tip: { readonly x: number; readonly y: number };
  /** Whether it states no figure: it has no width to draw. */
  readonly isUndisclosed: boolean;
}
export interface PartyBox {
  readonly party: string;
  readonly y: number;
  readonly height: number;
}
export interface ArcLayout {
  readonly width: number;
  readonly height: number;
  /** The column of the names. */
  readonly column: { readonly left: number; readonly right: number };
  readonly boxes: readonly PartyBox[];
  readonly arcs: readonly Arc[];
}

const GAP_PX = 8;
const LEAST_BOX_PX = 26;
/** The side of the heaviest party, in all its arcs. */
const HEAVIEST_PX = 132;
const THINNEST_PX = 1.5;
const ARROW_PX = 7;
const EDGE_PX = 6;
const LEAST_REACH_PX = 18;
/** A cubic with both handles at `reach` goes out three quarters of it. */
const HANDLE = 4 / 3;

/** @param width of the picture, of which `columnWidth` is for the names in the middle; pixels */
export function layOut(edges: readonly FlowEdge[], width: number, columnWidth: number): ArcLayout {
  const order = partyOrder(edges.map((edge) => ({ ...edge, weight: Math.max(Number(edge.stated), Number.EPSILON) })));
  const rank = new Map(order.map((party, i) => [party, i]));
  const rankOf = (party: string) => rank.get(party) ?? 0;
  const sideOf = ({ obligor, obligee }: FlowEdge) => (rankOf(obligor) < rankOf(obligee) ? 'down' : 'up');
  const ends = order.map((party) => endsOf(party, edges, rankOf));
  const heaviest = Math.max(...ends.flatMap(({ right, left }) => [weightOf(right), weightOf(left)]), 0);
  const scale = heaviest > 0 ? HEAVIEST_PX / heaviest : 0;
  const thick = (edge: FlowEdge) => Math.max(THINNEST_PX, Number(edge.stated) * scale);
  const heightOf = (stack: readonly FlowEdge[]) => stack.reduce((sum, edge) => sum + thick(edge) + 1, 0);

  const boxes: PartyBox[] = [];
  const starts = new Map<FlowEdge, number>();
  const stops = new Map<FlowEdge, number>();
  let y = EDGE_PX;
  for (const [i, party] of order.entries()) {
    const { right = [], left = [] } = ends[i] ?? {};
    const height = Math.max(LEAST_BOX_PX, heightOf(right), heightOf(left));
    for (const stack of [right, left]) {
      let at = y + (height - heightOf(stack)) / 2;
      for (const edge of stack) {
        (edge.obligor === party ? starts : stops).set(edge, at + thick(edge) / 2);
        at += thick(edge) + 1;
      }
    }
    boxes.push({ party, y, height });
    y += height + GAP_PX;
  }

  const column = { left: (width - columnWidth) / 2, right: (width + columnWidth) / 2 };
  const room = column.left - EDGE_PX - thickest(edges, thick) / 2;
  const arcs = edges.map((edge): Arc => {
    const side = sideOf(edge);
    const span = Math.abs(rankOf(edge.obligor) - rankOf(edge.obligee)) / Math.max(1, order.length - 1);
    const reach = Math.min(room, LEAST_REACH_PX + (room - LEAST_REACH_PX) * Math.sqrt(span)) * HANDLE;
    const [x, out] = side === 'down' ? [column.right, reach] : [column.left, -reach];
    const [from, to] = [starts.get(edge) ?? 0, stops.get(edge) ?? 0];
    const end = x + (side === 'down' ? ARROW_PX : -ARROW_PX);
    const path = `M${round(x)} ${round(from)}C${round(x + out)} ${round(from)} ${round(x + out)} ${round(to)} ${round(end)} ${round(to)}`;
    const isUndisclosed = Number(edge.stated) === 0;
    return { edge, side, path, width: thick(edge), tip: { x, y: to }, isUndisclosed };
  });
  // Thin arcs lie over thick ones, so that each can be reached.
  arcs.sort((a, b) => b.width - a.width);
  return { width, height: y - GAP_PX + EDGE_PX, column, boxes, arcs };
}

/** What meets a party on each side, from above to below, so that arcs are nested and do not cross at it. */
function endsOf(party: string, edges: readonly FlowEdge[], rankOf: (party: string) => number) {
  const here = rankOf(party);
  const far = ({ obligor, obligee }: FlowEdge) => Math.abs(rankOf(obligor === party ? obligee : obligor) - here);
  const ofKind = (a: FlowEdge, b: FlowEdge) => (a.kind < b.kind ? -1 : 1);
  const nearFirst = (a: FlowEdge, b: FlowEdge) => far(a) - far(b) || ofKind(a, b);
  const farFirst = (a: FlowEdge, b: FlowEdge) => far(b) - far(a) || ofKind(b, a);
  const from = edges.filter((edge) => edge.obligor === party);
  const to = edges.filter((edge) => edge.obligee === party);
  const comesDown = to.filter(({ obligor }) => rankOf(obligor) < here).sort(nearFirst);
  const goesDown = from.filter(({ obligee }) => rankOf(obligee) > here).sort(farFirst);
  const goesUp = from.filter(({ obligee }) => rankOf(obligee) < here).sort(nearFirst);
  const comesUp = to.filter(({ obligor }) => rankOf(obligor) > here).sort(farFirst);
  return { right: [...comesDown, ...goesDown], left: [...goesUp, ...comesUp] };
}

const weightOf = (edges: readonly FlowEdge[]): number => edges.reduce((sum, { stated }) => sum + Number(stated), 0);
const thickest = (edges: readonly FlowEdge[], thick: (edge: FlowEdge) => number): number =>
  Math.max(...edges.map(thick), 0);
const round = (px: number): string => px.toFixed(1);
