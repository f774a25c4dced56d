import { numberTag } from '../numbers/number-formats.ts';

const MINUTE_SECONDS = 60;
const HOUR_SECONDS = 3_600;
/** From this many of a unit on the next one is precise enough. */
const ENOUGH = 1.5;

/** A span of time in one unit, rounded up: what is awaited is never there later than was said. */
export function timeLeft(locale: string, seconds: number): string {
  const [unit, size] =
    seconds < ENOUGH * MINUTE_SECONDS
      ? (['second', 1] as const)
      : seconds < ENOUGH * HOUR_SECONDS
        ? (['minute', MINUTE_SECONDS] as const)
        : (['hour', HOUR_SECONDS] as const);
  const format = new Intl.NumberFormat(numberTag(locale), { style: 'unit', unit, unitDisplay: 'long' });
  return format.format(Math.ceil(Math.max(0, seconds) / size));
}
