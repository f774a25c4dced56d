import { type Amount, add, ZERO } from '@offtake/deals/amount';
import { concentrationOf } from '@offtake/exposure/concentration';
import type { Side } from '../api/concentration.ts';
import type { ExplainedPosting } from '../api/shapes.ts';
import { postedVector } from '../numbers/sum-rows.ts';

/**
 * How concentrated one side of a party was, day by day as the book learned of it: from the postings behind its total
 * now, added up again from the first one on. They say the position at which each was known, corrections too.
 */

export interface ConcentrationMoment {
  /** The last position of the day that changed anything: the place at which the book shows these figures. */
  readonly position: number;
  /** By when all of it was announced. */
  readonly day: string;
  readonly largest: string | null;
  /** Fractions of 1, 0 to 10,000, as decimal strings; null where nothing was stated. */
  readonly top1: string | null;
  readonly top3: string | null;
  readonly hhi: string | null;
  /** Amounts without a figure, which have no share. */
  readonly unstated: number;
}

/** More days than this and evenly chosen ones are drawn, always with the first and the last. */
export const MOST_MOMENTS = 120;

export function concentrationOverTime(
  postings: readonly ExplainedPosting[],
  side: Side,
  dayOf: (position: number) => string,
): readonly ConcentrationMoment[] {
  const other = side === 'obligor' ? 'obligee' : 'obligor';
  const inOrder = postings
    .filter(({ obligor, obligee }) => obligor !== obligee)
    .toSorted((a, b) => a.position - b.position);
  const days = [...Map.groupBy(inOrder, ({ position }) => dayOf(position))];
  const isDrawn = chosenOf(days.length);
  const held = new Map<string, Amount>();
  return days.flatMap(([day, learned], i): ConcentrationMoment[] => {
    for (const posting of learned) {
      held.set(posting[other], add(held.get(posting[other]) ?? ZERO, postedVector(posting)));
    }
    if (!isDrawn(i)) return [];
    const { shares, total, ...measures } = concentrationOf([...held].map(([party, amount]) => ({ party, amount })));
    const { top1, top3, hhi } = measures;
    const largest = top1 === null ? null : (shares[0]?.party ?? null);
    return [{ position: learned.at(-1)?.position ?? 0, day, largest, top1, top3, hhi, unstated: total.unstated }];
  });
}

function chosenOf(count: number): (index: number) => boolean {
  if (count <= MOST_MOMENTS) return () => true;
  const chosen = new Set(
    Array.from({ length: MOST_MOMENTS }, (_, i) => Math.round((i * (count - 1)) / (MOST_MOMENTS - 1))),
  );
  return (index) => chosen.has(index);
}

/** The day by which everything up to a position was announced: what the date axis of `known` calls it. */
export function knownDays(
  timeline: readonly { readonly position: number; readonly announcedOn: string }[],
): ReadonlyMap<number, string> {
  let latest = '';
  return new Map(
    timeline.map(({ position, announcedOn }) => {
      if (announcedOn > latest) latest = announcedOn;
      return [position, latest];
    }),
  );
}

/** A line that keeps each value until the next one; a gap where there is none. Pixels. */
export function stepPath(
  points: readonly { readonly x: number; readonly value: string | null }[],
  end: number,
  yOf: (value: number) => number,
): string {
  let path = '';
  points.forEach(({ x, value }, i) => {
    if (value === null) return;
    const y = yOf(Number(value)).toFixed(1);
    const joined = i > 0 && points[i - 1]?.value !== null;
    path += joined ? `V${y}` : `M${x.toFixed(1)} ${y}`;
    path += `H${(points[i + 1]?.x ?? end).toFixed(1)}`;
  });
  return path;
}
