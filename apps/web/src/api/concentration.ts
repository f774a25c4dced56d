import type { AmountRow } from '../numbers/format-amount.ts';
import type { Coordinates } from '../time/timeline.ts';
import type { InternalFlow } from './flows.ts';
import { bookRead } from './reads.ts';
import type { LegKind, Read } from './shapes.ts';

/** On how few counterparties a party's firm and performed quantities hang. Ratios are fractions of 1, exact to 6 decimals. */

export interface ConcentrationShare extends AmountRow {
  readonly party: string;
  /** null where nothing is stated at all. */
  readonly share: string | null;
  readonly disputed?: boolean;
}
export interface Concentration extends Read {
  readonly party: string;
  readonly side: Side;
  readonly kind: LegKind;
  readonly unit: string;
  /** Largest first. */
  readonly shares: readonly ConcentrationShare[];
  readonly total: AmountRow;
  /** 0 to 10,000. */
  readonly hhi: string | null;
  readonly effectiveNumber: string | null;
  readonly top1: string | null;
  readonly top3: string | null;
  /** Legs inside the one party that both sides read as: they have no share. */
  readonly internal: readonly InternalFlow[];
}
export type Side = 'obligor' | 'obligee';

interface ConcentrationOf {
  readonly party: string;
  readonly side: Side;
  readonly kind: string;
  readonly unit: string;
  readonly consolidate: boolean;
}

export const concentrationRead = (book: string, at: Coordinates, of: ConcentrationOf) =>
  bookRead<Concentration>(book, at, 'concentration', { ...of, consolidate: String(of.consolidate) });
