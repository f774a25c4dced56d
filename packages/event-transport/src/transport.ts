/**
 * What carries recorded events from the ledger to its readers: one interface, two adapters (Apache Kafka through
 * kafkajs, and a tail of PostgreSQL for machines without a broker). Neither knows what a deal is.
 */

/** Of a new topic. Without a broker books are spread over as many: they keep theirs when one comes. */
export const DEFAULT_PARTITIONS = 8;

/** One event on its way: `value` is the event's body, everything else about it stands in `headers`. */
export interface Outgoing {
  readonly book: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly value: string;
}

/** A message as it arrived. `offset` orders the messages of one book (Kafka: of one partition); `headers` may lack anything: check them. */
export interface Delivered {
  readonly partition: number;
  readonly offset: bigint;
  /** The book, as the message's key says. Null where the message has none: it is malformed. */
  readonly book: string | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly value: string | null;
}

/** Publishes to partitions. ONE batch is in flight at a time; the same batch is sent again until it is acknowledged. */
export interface Publisher {
  /**
   * Resolves when every message is durably stored, in the order given.
   * @throws {Refused} where the broker will never take this batch (too large, invalid): split it.
   * @throws {Unreachable} where it could not be delivered within the publisher's limit: send the same batch again later.
   */
  publish(partition: number, messages: readonly Outgoing[]): Promise<void>;
  /**
   * Identity of what is being published to. A cursor is kept per identity: a new one starts at 0. A topic that was
   * deleted and created again is another one, so ask again after every Unreachable.
   * @throws {Unreachable} where it cannot be asked, or there is no such topic.
   */
  target(): Promise<{ readonly cluster: string; readonly topic: string; readonly partitions: number }>;
  close(): Promise<void>;
}

export class Refused extends Error {
  override readonly name = 'Refused';
}
export class Unreachable extends Error {
  override readonly name = 'Unreachable';
}

/**
 * How far a reader has come with one book: where to go on. `offset` is that of the message that carried `position`: by it
 * a topic that was created anew is told from the one that was read.
 */
export interface Progress {
  readonly book: string;
  readonly position: number;
  readonly offset: bigint;
}

/**
 * What a reader has kept of a partition. A log that has no order but that of each book takes what is known of those; one
 * whose offsets order the whole partition goes on after the mark, however far back some book's last message lies.
 */
export interface PartitionProgress {
  /** Of every book of the partition that the reader knows. */
  readonly books: readonly Progress[];
  readonly mark: Mark | null;
}

/** A message that was handled, as was every message before it in this log: nothing up to here is asked for again. */
export interface Mark extends Progress {
  readonly log: string;
}

/** Messages of one partition in order. `atEnd`: nothing came after the last of them when the batch was fetched. */
export interface DeliveredBatch {
  readonly partition: number;
  /**
   * The log whose offsets order all messages of the partition, to be named in a mark: one that was created anew has
   * another name. Null where offsets order the messages of one book only: then there are no marks.
   */
  readonly log: string | null;
  readonly messages: readonly Delivered[];
  readonly atEnd: boolean;
}

export interface Reader {
  /**
   * Where to begin with a partition: called when the partition is assigned (again). Delivery starts after the mark where
   * there is one of this log, else after the smallest offset of a book, and at the beginning of the partition where
   * nothing is known, or the log is another one. A message may come twice, none is left out.
   */
  progress(partition: number): Promise<PartitionProgress>;
  /** Handles a batch; the next one comes when this has resolved. A rejection delivers the same batch again, later. */
  handle(batch: DeliveredBatch): Promise<void>;
}

export interface Subscription {
  /**
   * Delivers a partition once more from this book's progress on (a gap is looked for once), or from its beginning where
   * that lies outside. While it is not yet known where to begin at all, the reader is asked for that anew.
   */
  seek(partition: number, progress: Progress): void;
  /** The partitions now assigned to this subscription. */
  assigned(): readonly number[];
  /** Whether the source could be reached at the last attempt, and since when that has been so. */
  health(): { readonly connected: boolean; readonly since: Date };
  close(): Promise<void>;
}

/** How far a subscriber is with a partition. */
export interface PartitionPlace {
  readonly partition: number;
  /** The first offset that is not handled, and the one after the last message. Null where offsets order a book only. */
  readonly next: bigint | null;
  readonly end: bigint | null;
  /** Messages between them. Null where another one of the group reads it, or it is not yet known where to begin. */
  readonly lag: bigint | null;
}

export interface Subscriber {
  /** Begins to deliver, now or as soon as the source can be reached. A subscriber serves one reader. */
  subscribe(reader: Reader): Promise<Subscription>;
  /**
   * Messages between each assigned partition's last handled offset and its end.
   * @throws {Unreachable} where the source cannot be asked.
   */
  lag(): Promise<ReadonlyMap<number, bigint>>;
  /**
   * Every partition of the log, in order.
   * @throws {Unreachable} where the source cannot be asked.
   */
  places(): Promise<readonly PartitionPlace[]>;
  close(): Promise<void>;
}
