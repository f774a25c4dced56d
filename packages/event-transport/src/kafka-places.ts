import type { KafkaMessage } from 'kafkajs';
import type { Bounds } from './kafka-offsets.ts';
import type { Delivered, Progress } from './transport.ts';

/** Where a partition is being read. Another object is another reading: what was fetched for the old one is dropped. */
export interface Place {
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

export function placeAfter(progress: readonly Progress[], bounds: Bounds): Place {
  const [first, ...more] = progress;
  if (!first) return beginning(bounds);
  const smallest = more.reduce((least, each) => (each.offset < least.offset ? each : least), first);
  if (smallest.offset < bounds.low || smallest.offset >= bounds.high) return beginning(bounds);
  return { next: smallest.offset + 1n, lastHandled: smallest, bounds };
}

export function beginning(bounds: Bounds): Place {
  return { next: bounds.low, lastHandled: null, bounds };
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
