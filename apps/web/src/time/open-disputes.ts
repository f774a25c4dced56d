import { standingOf } from '@offtake/deals/facts';
import type { StreamEvent } from '@offtake/deals/recorded-event';
import type { BookEvent } from '../api/shapes.ts';

/** A disputed event that nothing was ruled about. */
export interface OpenDispute {
  readonly stream: string;
  readonly event: string;
  /** Whether some source says what else would be true. */
  readonly hasAlternative: boolean;
}

/** What is disputed in a book as it was known at a position, in the order of streams as they came to be disputed. */
export function openDisputesAt(events: readonly BookEvent[], position: number): readonly OpenDispute[] {
  const known = events.filter((event) => event.position <= position);
  const streams = new Set(known.filter(({ type }) => type === 'DisputeRaised').map(({ stream }) => stream));
  const ofStream = Map.groupBy(
    known.filter(({ stream }) => streams.has(stream)),
    ({ stream }) => stream,
  );
  return [...streams].flatMap((stream) => {
    const own = (ofStream.get(stream) ?? []) as unknown as readonly StreamEvent[];
    return [...standingOf(own).disputes].map(([event, { alternative }]) => {
      return { stream, event, hasAlternative: alternative !== null };
    });
  });
}
