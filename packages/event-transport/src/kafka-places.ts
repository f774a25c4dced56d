import type { KafkaMessage } from 'kafkajs';
import { earliestOf } from './earliest.ts';
import type { Bounds } from './kafka-offsets.ts';
import type { Delivered, PartitionProgress, Progress } from './transport.ts';

/** Where a partition is being read. Another object is another reading: what was fetched for the old one is dropped. */
export interface Place {
  /** The topic, by the id that it was given when it was created. */
  readonly log: string;
  /** The first offset that is not handled. */
  next: bigint;
  /**
   * What the first message must be. Reading begins with the last message that was handled: is it another one now, then so
   * is the topic, and offsets of the old one say nothing.
   */
  lastHandled: Progress | null;
  /** As they were last seen. */
  bounds: Bounds;
}

/** Marks of this log alone say where to begin: in another one the same message may stand after others than before. */
export function placeOf({ books, mark }: PartitionProgress, log: string, bounds: Bounds): Place {
  if (mark) return mark.log === log ? placeAfter(mark, log, bounds) : beginning(log, bounds);
  const earliest = earliestOf(books);
  return earliest ? placeAfter(earliest, log, bounds) : beginning(log, bounds);
}

export function placeAfter(progress: Progress, log: string, bounds: Bounds): Place {
  if (progress.offset < bounds.low || progress.offset >= bounds.high) return beginning(log, bounds);
  return { log, next: progress.offset + 1n, lastHandled: progress, bounds };
}

export function beginning(log: string, bounds: Bounds): Place {
  return { log, next: bounds.low, lastHandled: null, bounds };
}

/** The offset to fetch from. */
export function fetchedFrom({ next, lastHandled }: Place): bigint {
  return lastHandled?.offset ?? next;
}

export function isAt(progress: Progress, { offset, book, headers }: Delivered): boolean {
  return progress.offset === offset && progress.book === book && String(progress.position) === headers.ce_position;
}

export function toDelivered(partition: number, { key, value, offset, headers = {} }: KafkaMessage): Delivered {
  const texts = Object.entries(headers).map(([name, bytes]) => [name, String([bytes].flat()[0] ?? '')]);
  return {
    partition,
    offset: BigInt(offset),
    book: key?.toString() ?? null,
    headers: Object.fromEntries(texts),
    value: value?.toString() ?? null,
  };
}
