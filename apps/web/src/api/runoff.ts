import type { AmountRow } from '../numbers/format-amount.ts';
import type { By } from '../time/periods.ts';
import type { Coordinates } from '../time/timeline.ts';
import type { Side } from './concentration.ts';
import type { InternalFlow } from './flows.ts';
import { bookRead } from './reads.ts';
import type { LegKind, Read } from './shapes.ts';

/** What is firm, by when it is due. */

export interface RunoffPeriod extends AmountRow {
  /** `2026-01`, `2026-Q1` or `2026`. */
  readonly period: string;
  /** The stated part that is due over a term without steps, and spread over it by calendar day. */
  readonly assumed: string;
  /** An open dispute touches it. */
  readonly disputed?: boolean;
}
export interface RunoffRow {
  /** Which side of it the party is on. */
  readonly side?: Side;
  readonly kind: LegKind;
  readonly unit: string;
  readonly periods: readonly RunoffPeriod[];
  /** The period in which most is due. */
  readonly wall: { readonly period: string; readonly stated: string } | null;
  /** What is due on no known date. */
  readonly undated: AmountRow | null;
  /** An open dispute touches it. */
  readonly disputed?: boolean;
}
export interface Runoff extends Read {
  readonly by: By;
  readonly rows: readonly RunoffRow[];
  /** What drops out because both sides read as one party. */
  readonly internal?: readonly InternalFlow[];
}

interface RunoffOf {
  readonly party: string;
  readonly by: By;
  readonly consolidate: boolean;
}

export const runoffRead = (book: string, at: Coordinates, { party, by, consolidate }: RunoffOf) =>
  bookRead<Runoff>(book, at, 'runoff', { party, by, consolidate: consolidate ? 'true' : undefined });
