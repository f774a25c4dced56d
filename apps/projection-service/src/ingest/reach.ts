import { earliestOf } from '@offtake/event-transport/earliest';
import type { Mark, Progress } from '@offtake/event-transport/transport';

/** How far a consumer has come with a partition since it was assigned to it, or went back. */
export interface Reach {
  /** The turn in which it reads, see marks.ts. */
  readonly turn: number;
  /** The last event handled; null where there is none. */
  at: Progress | null;
  /** The log whose offsets these are; null where offsets order the messages of one book only, undefined before the first. */
  log: string | null | undefined;
  /** The furthest offset of that log that was handled since the partition was assigned. */
  furthest: bigint;
}

/** Offsets begin at 0: this lies before every log. */
const BEGINNING = -1n;

export function reachFrom(turn: number, mark: Mark | null, books: readonly Progress[]): Reach {
  const at = mark ?? earliestOf(books);
  return { turn, at, log: mark?.log, furthest: at?.offset ?? BEGINNING };
}

export function reachedBy(reach: Reach, last: Progress, log: string | null): void {
  if (log !== reach.log || last.offset > reach.furthest) reach.furthest = last.offset;
  reach.at = last;
  reach.log = log;
}

/**
 * Where to go on so that these books are read from where they stand, and nothing is left out. Who reads before that place
 * stays there; a place that was never reached may be of a log that is no more, so that says nothing about this one.
 */
export function backTo({ at, furthest }: Reach, books: readonly Progress[]): Progress | null {
  const places = books.map((book) => {
    if (book.offset > furthest) return { ...book, offset: BEGINNING };
    return at && book.offset > at.offset ? at : book;
  });
  return earliestOf(places);
}
