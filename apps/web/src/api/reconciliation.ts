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
  /** An open dispute touches it. */
  readonly disputed?: boolean;
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
  /** An open dispute touches it. */
  readonly disputed?: boolean;
}
export interface Reconciliation extends Read, Pick<Target, 'target' | 'title' | 'parties' | 'horizon'> {
  readonly event: string;
  /** An open dispute touches it. */
  readonly disputed?: boolean;
  readonly rows: readonly ReconciliationRow[];
}

/** `party` tells targets of the same name apart. */
export const reconciliationRead = (book: string, at: Coordinates, target: string, party: string | undefined) =>
  bookRead<Reconciliation>(book, at, 'reconciliation', { target, party });
