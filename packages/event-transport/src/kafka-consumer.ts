import type { Consumer, EachBatchPayload } from 'kafkajs';
import { ChunkSize, deliver } from './delivery.ts';
import type { KafkaConnection } from './kafka-client.ts';
import { openClient, RETRY, TOPIC } from './kafka-client.ts';
import type { Bounds, Offsets } from './kafka-offsets.ts';
import { beginning, fetchedFrom, isAt, type Place, placeAfter, placeOf, toDelivered } from './kafka-places.ts';
import { silent } from './log.ts';
import type { Progress, Reader } from './transport.ts';
import { pause, within } from './within.ts';

/** One member of the consumer group, from its birth to its end. It ends by itself only when kafkajs gives up. */
export class KafkaConsumer {
  /** Resolves with the reason when it has ended by itself. */
  readonly ended: Promise<string>;
  joined = false;

  readonly #options: KafkaConsumerOptions;
  readonly #topic: string;
  readonly #client;
  readonly #consumer: Consumer;
  readonly #stopping = new AbortController();
  readonly #chunk = new ChunkSize();
  #end: (reason: string) => void = () => {};
  #assigned: readonly number[] = [];
  #places = new Map<number, Place>();
  #assignment = 0;
  #handling = false;
  #findingPlaces = false;
  #hintedAt = Date.now();

  constructor(options: KafkaConsumerOptions) {
    this.#options = options;
    this.#topic = options.topic ?? TOPIC;
    this.#client = openClient(options, RETRIES);
    this.#consumer = this.#client.kafka.consumer({ ...MEMBER, groupId: options.groupId });
    this.ended = new Promise((resolve) => {
      this.#end = resolve;
    });
    const { GROUP_JOIN, REQUEST, CRASH } = this.#consumer.events;
    this.#consumer.on(REQUEST, () => options.onAnswer());
    this.#consumer.on(CRASH, ({ payload }) => this.#end(payload.error.message));
    this.#consumer.on(GROUP_JOIN, ({ payload }) => {
      this.joined = true;
      this.#places.clear();
      this.#assign(payload.memberAssignment[this.#topic] ?? []);
    });
    this.#run().catch((error: Error) => this.#end(error.message));
  }

  /** Whether it waits for the reader, to handle a batch or to say where to begin, for however long that takes. */
  get busy(): boolean {
    return this.#handling || this.#findingPlaces;
  }

  get assigned(): readonly number[] {
    return this.#assigned;
  }

  /** The first offset of a partition that is not handled; undefined as long as it is not known. */
  next(partition: number): bigint | undefined {
    return this.#places.get(partition)?.next;
  }

  seek(partition: number, progress: Progress): void {
    const place = this.#places.get(partition);
    if (place) this.#goTo(partition, placeAfter(progress, place.log, place.bounds));
    else if (this.#assigned.includes(partition)) this.#assign(this.#assigned);
  }

  /** Leaves the group, when the batch under way has ended. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    if (this.joined) {
      const disconnected = this.#consumer.disconnect();
      // kafkajs waits for the answer to its last fetch, and does not leave the group before.
      await within(LAST_FETCH_LIMIT_MS, disconnected).catch(() => this.busy || this.#client.cut());
      await within(STOP_LIMIT_MS, disconnected).catch(() => {});
    }
    this.#client.abandon();
    this.#assigned = [];
  }

  async #run(): Promise<void> {
    await this.#consumer.connect();
    await this.#consumer.subscribe({ topic: this.#topic, fromBeginning: true });
    await this.#consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      eachBatch: async (payload) => {
        this.#handling = true;
        await this.#handle(payload).finally(() => {
          this.#handling = false;
        });
      },
    });
  }

  /** Finds places for those partitions that have none; whoever was finding some gives way. */
  #assign(partitions: readonly number[]): void {
    this.#assigned = partitions;
    this.#assignment += 1;
    void this.#findPlaces(partitions, this.#assignment);
  }

  async #findPlaces(partitions: readonly number[], assignment: number): Promise<void> {
    const current = (): boolean => assignment === this.#assignment && !this.#stopping.signal.aborted;
    this.#findingPlaces = true;
    for (let pauseMs = RETRY.initialRetryTime; current(); pauseMs = Math.min(2 * pauseMs, RETRY.maxRetryTime)) {
      try {
        const [bounds, log] = await Promise.all([this.#options.offsets.read(), this.#options.offsets.topicId()]);
        const missing = partitions.filter((partition) => !this.#places.has(partition));
        for (const partition of missing) {
          const progress = await this.#options.reader.progress(partition);
          if (!current()) return;
          this.#goTo(partition, placeOf(progress, log, bounds.get(partition) ?? NOWHERE));
        }
        this.#findingPlaces = false;
        return;
      } catch (error) {
        this.#log('warn', `It is not known where to begin: ${(error as Error).message}`, { partitions });
        await pause(pauseMs, this.#stopping.signal);
      }
    }
  }

  #goTo(partition: number, place: Place): void {
    this.#places.set(partition, place);
    this.#consumer.seek({ topic: this.#topic, partition, offset: String(fetchedFrom(place)) });
  }

  async #handle({ batch, resolveOffset, heartbeat, isStale }: EachBatchPayload): Promise<void> {
    const { partition } = batch;
    const place = this.#places.get(partition);
    if (!place) return pause(WAIT_FOR_PLACE_MS, this.#stopping.signal);
    const wanted = (): boolean => this.#places.get(partition) === place;
    if (isStale()) return;
    place.bounds = { ...place.bounds, high: BigInt(batch.highWatermark) };

    let messages = batch.messages;
    const [first] = messages;
    if (place.lastHandled && first) {
      if (!isAt(place.lastHandled, toDelivered(partition, first))) {
        this.#log('warn', 'The topic is not the one that was read before: reading from its beginning', { partition });
        return this.#goTo(partition, beginning(place.log, place.bounds));
      }
      place.lastHandled = null;
      messages = messages.slice(1);
      resolveOffset(first.offset);
    }

    for (let from = 0, size = this.#chunk.size; from < messages.length; from += size, size = this.#chunk.size) {
      const chunk = messages.slice(from, from + size).map((message) => toDelivered(partition, message));
      const last = chunk.at(-1)?.offset ?? place.next;
      const atEnd = from + size >= messages.length && BigInt(batch.lastOffset()) + 1n >= place.bounds.high;
      const began = Date.now();
      const delivery = { log: this.#log, signal: this.#stopping.signal, wanted, between: heartbeat };
      const delivered = { partition, log: place.log, messages: chunk, atEnd };
      const handled = await deliver(this.#options.reader, delivered, delivery);
      if (!handled || !wanted()) return;
      if (chunk.length === size) this.#chunk.took(Date.now() - began);
      place.next = last + 1n;
      resolveOffset(String(last));
      this.#hint(partition, place.next);
      await heartbeat();
    }
  }

  /** Tells Kafka now and then how far the group has come: for tools that show it, nothing rests on it. */
  #hint(partition: number, next: bigint): void {
    if (Date.now() - this.#hintedAt < HINT_EVERY_MS) return;
    this.#hintedAt = Date.now();
    this.#consumer.commitOffsets([{ topic: this.#topic, partition, offset: String(next) }]).catch(() => {});
  }

  get #log() {
    return this.#options.log ?? silent;
  }
}

export interface KafkaConsumerOptions extends KafkaConnection {
  readonly groupId: string;
  readonly reader: Reader;
  readonly offsets: Offsets;
  /** Called with each answer of a broker. */
  readonly onAnswer: () => void;
}

/**
 * About ten minutes. A member that goes on by itself after an outage is still known to the group; a new one would have
 * to wait until the session of the old one has ended.
 */
const RETRIES = 600;
const LAST_FETCH_LIMIT_MS = 1000;
const STOP_LIMIT_MS = 4000;
const HINT_EVERY_MS = 5000;
const WAIT_FOR_PLACE_MS = 20;
const NOWHERE: Bounds = { low: 0n, high: 0n };
const MEMBER = {
  // One that is gone must be replaced within 10 s, the time to notice, to join and to catch up included. Brokers allow no less.
  sessionTimeout: 6000,
  rebalanceTimeout: 15_000,
  heartbeatInterval: 1000,
  minBytes: 1,
  maxWaitTimeInMs: 250,
  maxBytesPerPartition: 1024 * 1024,
  allowAutoTopicCreation: false,
  retry: { ...RETRY, retries: RETRIES, restartOnFailure: async () => false },
};
