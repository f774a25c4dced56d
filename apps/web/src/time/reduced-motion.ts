/** Whether the reader has asked for less motion: then time moves by steps only, and marks stay instead of fading. */
export function prefersStillness(): boolean {
  return matchMedia('(prefers-reduced-motion: reduce)').matches;
}
