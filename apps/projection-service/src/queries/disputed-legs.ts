import { isDeepStrictEqual } from 'node:util';
import { foldAlternative } from '@offtake/deals/alternative';
import type { DealState } from '@offtake/deals/deal';
import { dealFacts, fold } from '@offtake/deals/deal-fold';
import type { RecordedEvent } from '@offtake/deals/recorded-event';
import type { DealAt } from './deal-at.ts';
import type { Place } from './place.ts';

/**
 * The legs of a deal that its open disputes touch: those that a disputed event has changed, and those that stand
 * otherwise where the other versions are in place. `events` are the stream up to the place.
 */
export function disputedLegs(
  events: readonly RecordedEvent[],
  { disputed }: Pick<DealAt, 'disputed'>,
  { validAt }: Pick<Place, 'validAt'>,
): ReadonlySet<string> {
  const touched = new Set<string>();
  if (disputed.size === 0) return touched;
  const facts = dealFacts(events).filter(({ effectiveOn }) => validAt === null || effectiveOn <= validAt);
  const recorded = fold(facts, null, ({ fact, before, after }) => {
    if (disputed.has(fact.event)) for (const leg of differing(before, after)) touched.add(leg);
  }) as DealState | null;
  const alternative = foldAlternative(events, validAt ?? undefined);
  if (alternative) for (const leg of differing(recorded, alternative.state)) touched.add(leg);
  return touched;
}

function differing(a: DealState | null, b: DealState | null): readonly string[] {
  const legs = new Set([...(a?.legs.keys() ?? []), ...(b?.legs.keys() ?? [])]);
  return [...legs].filter((leg) => !isDeepStrictEqual(a?.legs.get(leg), b?.legs.get(leg)));
}
