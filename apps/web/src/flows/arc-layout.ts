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
  readonly tip: { readonly x: number; readonly y: number; readonly back: number };
  /** Whether it states no figure: it has no width to draw. */
  readonly isUndisclosed: boolean;
  /** Whether it may be another than what is stated. */
  readonly isUncertain: boolean;
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
const LEAST_ARROW_PX = 8;
const MOST_ARROW_PX = 18;
const EDGE_PX = 6;
const LEAST_REACH_PX = 18;
/** What a side without arcs asks for, against one from a party to the next. */
const LEAST_SIDE = 0.3;
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

  const farOf = (edge: FlowEdge) => Math.sqrt(Math.abs(rankOf(edge.obligor) - rankOf(edge.obligee)));
  const farthest = (side: Arc['side']) =>
    Math.max(...edges.filter((edge) => sideOf(edge) === side).map(farOf), LEAST_SIDE);
  const [up, down] = [farthest('up'), farthest('down')];
  // Each side gets the room that its farthest arc asks for.
  const room = width - columnWidth - 2 * EDGE_PX;
  const left = EDGE_PX + (room * up) / (up + down);
  const column = { left, right: left + columnWidth };
  const arcs = edges.map((edge): Arc => {
    const side = sideOf(edge);
    const half = thick(edge) / 2;
    const own = (room * (side === 'down' ? down : up)) / (up + down) - half;
    const share = farOf(edge) / (side === 'down' ? down : up);
    const reach = Math.min(own, LEAST_REACH_PX + (own - LEAST_REACH_PX) * share) * HANDLE;
    const [x, out] = side === 'down' ? [column.right, reach] : [column.left, -reach];
    const [from, to] = [starts.get(edge) ?? 0, stops.get(edge) ?? 0];
    const arrow = Math.min(MOST_ARROW_PX, Math.max(LEAST_ARROW_PX, half));
    const end = x + (side === 'down' ? arrow : -arrow);
    const path = `M${round(x)} ${round(from)}C${round(x + out)} ${round(from)} ${round(x + out)} ${round(to)} ${round(end)} ${round(to)}`;
    const isUndisclosed = Number(edge.stated) === 0;
    const isUncertain = edge.low !== edge.stated || edge.high !== edge.stated || edge.unstated > 0;
    return { edge, side, path, width: thick(edge), tip: { x, y: to, back: end }, isUndisclosed, isUncertain };
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
const round = (px: number): string => px.toFixed(1);
