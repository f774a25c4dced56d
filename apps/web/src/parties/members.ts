import type { PartyRow } from '../api/shapes.ts';

/** Every party that reads as `party` where each is read as its topmost: itself, what was merged into it, what it owns. */
export function membersOf(parties: readonly PartyRow[], party: string): readonly string[] {
  const above = new Map(parties.map((row) => [row.party, row.mergedInto ?? row.parent ?? null]));
  const topmost = (slug: string): string => {
    const passed = new Set([slug]);
    let top = slug;
    for (let next = above.get(top); next && !passed.has(next); next = above.get(top)) {
      passed.add(next);
      top = next;
    }
    return top;
  };
  const members = parties.map((row) => row.party).filter((slug) => slug !== party && topmost(slug) === party);
  return [party, ...members];
}
