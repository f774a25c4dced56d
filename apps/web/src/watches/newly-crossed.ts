import type { Outcome } from '@offtake/exposure/watched';

/** How watches stood: the outcome of each, with the threshold that it was measured against. */
export type Standing = ReadonlyMap<string, { readonly outcome: Outcome; readonly terms: object }>;

/** Those that have become crossed from one moment to the next; not those that are new, or were changed in between. */
export function newlyCrossed(before: Standing, now: Standing): readonly string[] {
  return [...now].flatMap(([watch, { outcome, terms }]) => {
    const was = before.get(watch);
    const isSame = was !== undefined && JSON.stringify(was.terms) === JSON.stringify(terms);
    return isSame && outcome === 'crossed' && was.outcome !== 'crossed' ? [watch] : [];
  });
}
