import type { AmountRow } from '../numbers/format-amount.ts';
import type { Coordinates } from '../time/timeline.ts';
import type { Side } from './concentration.ts';
import { bookRead } from './reads.ts';
import type { LegKind, Read, Target } from './shapes.ts';

/** How much of a stated target the legs that count for it make up. */

export const RECONCILED = ['performed', 'firm', 'conditional', 'option', 'intent'] as const;
export type ReconciledAccount = (typeof RECONCILED)[number];
type Parts = Readonly<Record<ReconciledAccount, AmountRow>>;

export interface ReconciledLeg extends Parts {
  readonly deal: string;
  readonly leg: string;
  readonly kind: LegKind;
  readonly obligor: string;
  readonly obligee: string;
}
export interface Counts {
  readonly side: Side;
  readonly kinds: readonly LegKind[];
}
export interface ReconciliationRow extends Parts {
  readonly unit: string;
  /** Which legs count; null: none. */
  readonly counts: Counts | null;
  readonly total: AmountRow;
  /** The stated total less the legs; below zero where they come to more, null where no total is stated. */
  readonly rest: string | null;
  readonly overAllocated: boolean;
  readonly legs: readonly ReconciledLeg[];
}
export interface Reconciliation extends Read, Pick<Target, 'target' | 'title' | 'parties' | 'horizon'> {
  readonly event: string;
  readonly rows: readonly ReconciliationRow[];
}

export const reconciliationRead = (book: string, at: Coordinates, target: string) =>
  bookRead<Reconciliation>(book, at, 'reconciliation', { target });
