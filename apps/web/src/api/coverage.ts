import type { AmountRow } from '../numbers/format-amount.ts';
import type { Coordinates } from '../time/timeline.ts';
import { bookRead } from './reads.ts';
import type { Read } from './shapes.ts';

/** Whether a party's revenue, and its liquidity, cover what it has to pay within a year. */

/** An observed figure, with the event that observed it. */
export interface CoverageMetric {
  readonly value: string | null;
  readonly low: string;
  readonly high: string | null;
  readonly event: string;
  readonly effectiveOn: string;
  readonly period?: string | null;
  /** An open dispute touches it. */
  readonly disputed?: boolean;
}
/** A ratio of two intervals; `high` null = unbounded, `stated` null where a part of it states nothing. */
export interface RatioInterval {
  readonly low: string;
  readonly stated: string | null;
  readonly high: string | null;
}
export interface CoverageRow {
  readonly unit: string;
  /** Payments due in the window. */
  readonly payments: AmountRow;
  /** At worst all of it falls into the window. */
  readonly undated: AmountRow | null;
  /** Was due before the window, and is not paid. */
  readonly past?: AmountRow | null;
  readonly runRate: CoverageMetric | null;
  readonly cash: CoverageMetric | null;
  readonly undrawnFacilities: CoverageMetric | null;
  readonly ratio: RatioInterval | null;
  readonly withLiquidity: RatioInterval | null;
  /** An open dispute touches it. */
  readonly disputed?: boolean;
}
export interface Coverage extends Read {
  readonly party: string;
  readonly window: { readonly from: string; readonly to: string };
  readonly rows: readonly CoverageRow[];
}

export const coverageRead = (book: string, at: Coordinates, party: string) =>
  bookRead<Coverage>(book, at, 'coverage', { party });
