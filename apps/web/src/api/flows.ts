import type { AmountRow } from '../numbers/format-amount.ts';
import type { Coordinates } from '../time/timeline.ts';
import { bookRead } from './reads.ts';
import type { LegKind, Read } from './shapes.ts';

/** Who owes whom as a network: edges of every unit, loops and measures of one. Parties are read as their topmost. */

export interface FlowEdge extends AmountRow {
  readonly obligor: string;
  readonly obligee: string;
  readonly kind: LegKind;
  readonly unit: string;
  readonly disputed?: boolean;
}
export interface InternalFlow extends FlowEdge {
  readonly deal: string;
  readonly leg: string;
  /** As whom both sides read. */
  readonly party: string;
}
export interface LoopEdge extends Pick<FlowEdge, 'obligor' | 'obligee' | 'kind' | 'unit'> {
  readonly stated: string;
}
export interface Loop {
  readonly parties: readonly string[];
  /** The smallest hop, where every hop has flows in the unit. */
  readonly value: string | null;
  readonly edges: readonly LoopEdge[];
}
export interface Flows extends Read {
  readonly unit: string;
  readonly edges: readonly FlowEdge[];
  readonly internal: readonly InternalFlow[];
  readonly cycles: readonly Loop[];
  readonly truncated?: boolean;
  readonly gross: string;
  readonly net: readonly { readonly party: string; readonly net: string }[];
  readonly circularity: string | null;
  readonly passThrough: string | null;
}

export const flowsRead = (book: string, at: Coordinates, unit: string) =>
  bookRead<Flows>(book, at, 'flows', { unit, consolidate: 'true' });
