import type { Rational } from '@offtake/exposure/rational';
import { fraction, type Measured } from '@offtake/exposure/watched';
import type { WatchTerms } from '../api/watches.ts';

/** Where a measure and its threshold lie on a line from 0, in percent of its length. */
export interface ThresholdScale {
  readonly from: number;
  readonly to: number;
  readonly stated: number | null;
  readonly threshold: number;
  /** Without an upper end. */
  readonly isOpen: boolean;
}

/** A share ends at 1, an index at 10,000; other lines end a little beyond what lies farthest out on them. */
export function thresholdScale(terms: WatchTerms, { low, stated, high }: Measured): ThresholdScale {
  const threshold = size(fraction(terms.threshold));
  const farthest = Math.max(threshold * 1.5, size(low), size(stated ?? low), size(high ?? low) * 1.15, 1e-6);
  const end = WHOLE[terms.measure] ?? farthest;
  const at = (value: number) => Math.min(100, (value / end) * 100);
  return {
    from: at(size(low)),
    to: high === null ? 100 : at(size(high)),
    stated: stated && at(size(stated)),
    threshold: at(threshold),
    isOpen: high === null,
  };
}

const WHOLE: Readonly<Record<string, number>> = { 'largest-share': 1, firmness: 1, hhi: 10_000 };

/** Near enough for a picture. */
function size({ numerator, denominator }: Rational): number {
  return Number((numerator * 1_000_000n) / denominator) / 1_000_000;
}
