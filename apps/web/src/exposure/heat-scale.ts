import type { AmountRow } from '../numbers/format-amount.ts';

/**
 * How dark a figure of the matrix lies on its cell: five steps from the least to the most, even in the logarithm, since
 * what is owed spans several powers of ten. In the ink of its account; the figure itself always stands there too.
 */

/** From the lightest to the darkest: what `data-heat` says, and heat.css mixes. */
export const HEAT_STEPS = [1, 2, 3, 4, 5] as const;

export interface HeatScale {
  readonly least: number;
  readonly most: number;
}

/** null where there is nothing to compare: fewer than two figures that differ. */
export function heatScale(amounts: readonly AmountRow[]): HeatScale | null {
  const figures = amounts.map(figureOf).filter((figure) => figure > 0);
  const scale = { least: Math.min(...figures), most: Math.max(...figures) };
  return scale.least < scale.most ? scale : null;
}

/** The step of an amount; null where it names no figure. */
export function heatOf({ least, most }: HeatScale, amount: AmountRow): number | null {
  const figure = figureOf(amount);
  if (figure <= 0) return null;
  const along = Math.log(figure / least) / Math.log(most / least);
  return Math.min(HEAT_STEPS.length, Math.floor(along * HEAT_STEPS.length) + 1);
}

/** What is stated; of what only has bounds, the lower one. */
function figureOf({ stated, low }: AmountRow): number {
  return Number(stated) || Number(low);
}
