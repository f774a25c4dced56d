import type { RatioInterval } from '../api/coverage.ts';

/** Where an interval of ratios lies on a line from 0, in percent of its length. */
export interface RatioScale {
  readonly from: number;
  readonly to: number;
  readonly stated: number | null;
  /** Where 1 lies. */
  readonly one: number;
  /** Without an upper end. */
  readonly isOpen: boolean;
}

/** The line ends a little beyond the largest number on it, and never before 2: 1 is always to be seen. */
export function scaleOf({ low, stated, high }: RatioInterval): RatioScale {
  const largest = Math.max(Number(low), Number(stated ?? 0), Number(high ?? 0));
  const end = Math.max(2, largest * 1.15);
  const at = (value: number) => (value / end) * 100;
  return {
    from: at(Number(low)),
    to: high === null ? 100 : at(Number(high)),
    stated: stated === null ? null : at(Number(stated)),
    one: at(1),
    isOpen: high === null,
  };
}
