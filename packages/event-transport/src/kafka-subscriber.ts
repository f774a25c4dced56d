import type { KafkaConnection } from './kafka-client.ts';
import { RETRY } from './kafka-client.ts';
import { KafkaConsumer } from './kafka-consumer.ts';
import { openOffsets } from './kafka-offsets.ts';
import { silent } from './log.ts';
import { SourceHealth } from './source-health.ts';
import type { PartitionPlace, Reader, Subscriber, Subscription } from './transport.ts';
import { pause } from './within.ts';

export interface KafkaSubscriberOptions extends KafkaConnection {
  /** Subscribers of one group share the partitions; one of a group by itself gets all of them. */
  readonly groupId: string;
  /** How often to look whether the consumer stands still; WATCH_EVERY_MS where it is not given. */
  readonly watchEveryMs?: number;
}

const WATCH_EVERY_MS = 5000;
/** Looks in a row at a consumer that stands still while there is lag, before it is replaced. */
const STILL_LOOKS = 3;
/** The same for one that has not joined: it may have to wait for others, for as long as their sessions last. */
const UNJOINED_LOOKS = 12;
/** A consumer that is not busy hears of a broker four times a second. */
const SILENT_AFTER_MS = 3000;

/** Consumes the topic, which may be created later, as a member of a consumer group. */
export function openKafkaSubscriber(options: KafkaSubscriberOptions): Subscriber {
  const { log = silent, watchEveryMs = WATCH_EVERY_MS } = options;
  const offsets = openOffsets(options);
  const health = new SourceHealth();
  const closing = new AbortController();
  let consumer: KafkaConsumer | null = null;
  let consuming: Promise<void> = Promise.resolve();

  async function consume(reader: Reader): Promise<void> {
    for (let pauseMs = RETRY.initialRetryTime; !closing.signal.aborted; ) {
      const current = new KafkaConsumer({ ...options, reader, offsets, onAnswer: () => health.reached() });
      consumer = current;
      const reason = await Promise.race([current.ended, stoodStill(current), closed]);
      await current.stop();
      if (reason === null) return;
      health.lost();
      log('warn', `The consumer is replaced: ${reason}`, { groupId: options.groupId });
      pauseMs = current.joined ? RETRY.initialRetryTime : Math.min(2 * pauseMs, RETRY.maxRetryTime);
      await pause(pauseMs, closing.signal);
    }
  }

  /** Resolves when the consumer has stood still for long although there is something to read. */
  async function stoodStill(watched: KafkaConsumer): Promise<string> {
    let before = '';
    for (let still = 0; still < (watched.joined ? STILL_LOOKS : UNJOINED_LOOKS); ) {
      await pause(watchEveryMs, closing.signal);
      if (closing.signal.aborted || consumer !== watched) return 'it has ended';
      const lags = await lagOf(watched).catch(() => null);
      const behind = lags && (!watched.joined || watched.assigned.some((partition) => lags.get(partition) !== 0n));
      const now = watched.assigned.map((partition) => `${partition}:${watched.next(partition)}`).join();
      still = behind && !watched.busy && now === before ? still + 1 : 0;
      before = now;
    }
    return `it stands still at ${before || 'no partition'} while there is lag`;
  }

  async function placesOf(current: KafkaConsumer): Promise<readonly PartitionPlace[]> {
    const bounds = [...(await offsets.read())].sort(([a], [b]) => a - b);
    return bounds.map(([partition, { high: end }]) => {
      const next = current.assigned.includes(partition) ? current.next(partition) : undefined;
      if (next === undefined) return { partition, next: null, end, lag: null };
      return { partition, next, end, lag: end > next ? end - next : 0n };
    });
  }

  async function lagOf(current: KafkaConsumer): Promise<ReadonlyMap<number, bigint>> {
    const places = await placesOf(current);
    return new Map(places.flatMap(({ partition, lag }) => (lag === null ? [] : [[partition, lag]])));
  }

  const closed = new Promise<null>((resolve) => closing.signal.addEventListener('abort', () => resolve(null)));
  const watch = setInterval(() => {
    if (!consumer?.busy) health.lostAfter(SILENT_AFTER_MS);
  }, SILENT_AFTER_MS / 3).unref();

  const subscription: Subscription = {
    seek: (partition, progress) => consumer?.seek(partition, progress),
    assigned: () => consumer?.assigned ?? [],
    health: () => health.state,
    close,
  };

  async function close(): Promise<void> {
    closing.abort();
    clearInterval(watch);
    await consuming;
    offsets.close();
  }

  return {
    async subscribe(reader) {
      if (consumer) throw new Error('a subscriber serves one reader');
      consuming = consume(reader);
      return subscription;
    },
    lag: async () => (consumer ? lagOf(consumer) : new Map()),
    places: async () => (consumer ? placesOf(consumer) : []),
    close,
  };
}
