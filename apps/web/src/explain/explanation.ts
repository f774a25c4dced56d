import type { ExplainedPosting } from '../api/shapes.ts';
import type { AmountRow } from '../numbers/format-amount.ts';
import { isZeroSum, sameAmount, sumPostings } from '../numbers/sum-rows.ts';
import { daysOf } from '../time/periods.ts';

/** Postings behind a number, told by the events that caused them. */

export interface Cause {
  readonly recordedBy: string;
  readonly position: number;
  readonly postings: readonly ExplainedPosting[];
  /** What this event changed in the number. */
  readonly change: AmountRow;
}

/** The events that made the number, in the order in which the book learned of them. */
export function causesOf(postings: readonly ExplainedPosting[]): readonly Cause[] {
  const causes = new Map<string, ExplainedPosting[]>();
  for (const posting of postings) causes.set(posting.recordedBy, [...(causes.get(posting.recordedBy) ?? []), posting]);
  return [...causes.values()]
    .map((group) => ({
      recordedBy: group[0]?.recordedBy ?? '',
      position: group[0]?.position ?? 0,
      postings: group,
      change: sumPostings(group),
    }))
    .sort((a, b) => a.position - b.position);
}

export interface SumCheck {
  readonly sum: AmountRow;
  readonly count: number;
  /** Whether the postings' sum is the number that the server (or the fold) gives for it. */
  readonly agrees: boolean;
}

/** Adds the postings up again, here, and compares with the sum that was given. */
export function checkSum(postings: readonly ExplainedPosting[], given: readonly AmountRow[]): SumCheck {
  const sum = sumPostings(postings);
  const only = given[0];
  const agrees = only ? given.length === 1 && sameAmount(sum, only) : isZeroSum(postings);
  return { sum, count: postings.length, agrees };
}

/**
 * Whether what a posting moves may count in a period: it is due there, or over a time that touches it; in `undated`,
 * what has no last day. Whether a time is that of a step or of a whole term, which began at any time where it says no
 * beginning, a posting does not say.
 */
export function mayFallDue({ due }: Pick<ExplainedPosting, 'due'>, period: string): boolean {
  if (!due?.to) return period === 'undated';
  if (period === 'undated') return false;
  const { from, to } = daysOf(period);
  return (due.from ?? from) <= to && due.to >= from;
}
