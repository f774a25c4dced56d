import type { AmountRow } from '../numbers/format-amount.ts';

/** From the least to the most that an amount may be, in percent of a length. */
export interface Whisker {
  readonly from: number;
  readonly to: number;
  /** Whether it has no upper end: it runs on to the end of the length. */
  readonly isOpen: boolean;
}

/**
 * @param whole what 100 % is
 * @param from where the amount begins, in percent
 * @returns null where the amount is what it states, or says no bounds
 */
export function whiskerOf({ low, stated, high }: AmountRow, whole: number, from = 0): Whisker | null {
  if (whole <= 0 || (low === stated && high === stated)) return null;
  const at = (value: number) => Math.min(100, from + (value / whole) * 100);
  return { from: at(Number(low)), to: high === null ? 100 : at(Number(high)), isOpen: high === null };
}
