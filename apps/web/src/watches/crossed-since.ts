import { outcomeOf } from '@offtake/exposure/watched';
import type { ExplainedPosting, ExposureRow } from '../api/shapes.ts';
import { type PostedAmount, sumPostings } from '../numbers/sum-rows.ts';
import { measureExposures, type OfExposures, rowsOf, type WatchReadings } from './measuring.ts';

/** More postings than these are not walked through for the moment of a crossing. */
export const MOST_WALKED = 2_000;

/**
 * The position of the event that made a watch crossed, and since which it has been; null where it is not crossed now.
 * @param postings behind all that the watch may be about, with the parties as they read now
 */
export function crossedSince(
  terms: OfExposures,
  postings: readonly ExplainedPosting[],
  readsAs: WatchReadings['readsAs'],
): number | null {
  const rows = new Map<string, ExposureRow>();
  const posted = new Map<string, PostedAmount[]>();
  let since: number | null = null;
  const byPosition = [...Map.groupBy(postings, ({ position }) => position)].sort(([a], [b]) => a - b);
  for (const [position, together] of byPosition) {
    for (const posting of together) {
      const { obligor, obligee, account, kind, unit } = posting;
      const key = [obligor, obligee, account].join('\n');
      const amounts = [...(posted.get(key) ?? []), posting];
      posted.set(key, amounts);
      rows.set(key, { obligor, obligee, account, kind, unit, ...sumPostings(amounts) });
    }
    const all = [...rows.values()];
    const taken = measureExposures(terms, rowsOf(terms, { exposures: all, ofDeal: () => all, readsAs }));
    const isCrossed = taken && outcomeOf(taken.measured, terms) === 'crossed';
    since = isCrossed ? (since ?? position) : null;
  }
  return since;
}
