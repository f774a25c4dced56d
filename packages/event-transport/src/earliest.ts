import type { Progress } from './transport.ts';

/** The place that lies furthest back; null where there is none. */
export function earliestOf(places: readonly Progress[]): Progress | null {
  return places.reduce<Progress | null>((least, each) => (least && least.offset <= each.offset ? least : each), null);
}
