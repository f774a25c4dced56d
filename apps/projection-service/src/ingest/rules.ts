import type { RecordedEnvelope } from '@offtake/event-transport/event-headers';

/** How far a book has come. */
export interface Checkpoint {
  readonly book: string;
  readonly partition: number;
  /** The last event applied, 0 before the first, and its hash (lower hex). */
  readonly position: number;
  readonly hash: string;
  /** Where to go on reading: the message at this offset carries the event at offsetPosition. */
  readonly offset: bigint;
  readonly offsetPosition: number;
  /** The turn of its partition that began when it was let go on after a halt. */
  readonly turn: number;
  readonly halted: Halt | null;
}

export interface Halt {
  readonly reason: string;
  /** The event that it stopped at; null where that is what is missing. */
  readonly event: string | null;
}

/**
 * What to do with an event, given how far its book has come: skip what was applied, apply what comes next, pass over
 * what comes too early; a history that is not the one applied halts the book. A message that was altered on its way is
 * as good as one that is missing: it may come again as it was.
 * @param applied the hash of the event applied at a position up to the checkpoint
 * @param fits whether the event's hash is that of its content
 */
export function judge(
  checkpoint: Checkpoint,
  event: Pick<RecordedEnvelope, 'id' | 'position' | 'hash' | 'prevHash'>,
  applied: (position: number) => string | undefined,
  fits: () => boolean,
): 'ignore' | 'skip' | 'apply' | 'pass over' | 'altered' | Halt {
  if (checkpoint.halted) return 'ignore';
  if (event.position <= checkpoint.position) {
    return applied(event.position) === event.hash || !fits() ? 'skip' : forkedAt(event.position, event.id);
  }
  if (event.position > checkpoint.position + 1) return 'pass over';
  if (!fits()) return 'altered';
  return event.prevHash === checkpoint.hash ? 'apply' : forkedAt(event.position, event.id);
}

function forkedAt(position: number, event: string): Halt {
  return { reason: `forked at ${position}`, event };
}
