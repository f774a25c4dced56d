import type { Producer } from 'kafkajs';
import type { KafkaClient, KafkaConnection } from './kafka-client.ts';
import { openClient, REQUEST_TIMEOUT_MS, RETRY, TOPIC } from './kafka-client.ts';
import { targetOf } from './kafka-topic.ts';
import { silent } from './log.ts';
import type { Outgoing, Publisher } from './transport.ts';
import { Refused, Unreachable } from './transport.ts';
import { pause, within } from './within.ts';

/** Until a batch is called undeliverable. One answer may be lost without a sign, which takes a request's timeout. */
const PUBLISH_LIMIT_MS = 15_000;
const CLOSE_LIMIT_MS = 2000;
/** Batches that wait for the one in flight. */
const MAX_WAITING = 64;
/** More than fit in the limit: the same producer goes on for as long as it can, so that the broker knows a repetition. */
const RETRIES = 30;

export interface KafkaPublisherOptions extends KafkaConnection {
  /** Until `publish` throws Unreachable; PUBLISH_LIMIT_MS where it is not given. */
  readonly publishLimitMs?: number;
}

/** Publishes to the topic, which must exist (`ensureTopic`). Connects with the first batch. */
export function openKafkaPublisher(options: KafkaPublisherOptions): Publisher {
  const { topic = TOPIC, log = silent, publishLimitMs = PUBLISH_LIMIT_MS } = options;
  const closing = new AbortController();
  const lastOffsets = new Map<number, bigint>();
  let connected: Connected | null = null;
  let queue: Promise<unknown> = Promise.resolve();
  let waiting = 0;

  async function deliver(partition: number, messages: readonly Outgoing[]): Promise<void> {
    const until = Date.now() + publishLimitMs;
    for (let pauseMs = RETRY.initialRetryTime; ; pauseMs = Math.min(2 * pauseMs, RETRY.maxRetryTime)) {
      try {
        return await within(until - Date.now(), sendOnce(partition, messages), closing.signal);
      } catch (error) {
        if (error instanceof Unreachable) throw error;
        const reason = reasonOf(error);
        if (REFUSALS.has(reason.type)) throw new Refused(reason.message, { cause: error });
        log('warn', `A batch is not acknowledged: ${reason.message}`, { partition, messages: messages.length });
        // Nobody knows what a producer does after it gave up. The next one does not know its sequence numbers either,
        // so a batch that did arrive may now come twice.
        connected?.client.abandon();
        connected = null;
        if (closing.signal.aborted || Date.now() + pauseMs >= until) throw unreachable(reason.message, error);
        await pause(pauseMs, closing.signal);
      }
    }
  }

  async function sendOnce(partition: number, messages: readonly Outgoing[]): Promise<void> {
    connected ??= connect(options);
    const producer = await connected.producer;
    const [stored] = await producer.send({
      topic,
      acks: -1,
      timeout: options.requestTimeoutMs ?? REQUEST_TIMEOUT_MS,
      messages: messages.map(({ book, headers, value }) => ({ key: book, headers, value, partition })),
    });
    // For a partition that the topic does not have, kafkajs sends nothing and calls it done.
    if (stored?.partition !== partition) throw new Error(`the topic ${topic} has no partition ${partition}`);
    const offset = BigInt(stored.baseOffset ?? -1);
    const last = lastOffsets.get(partition) ?? -1n;
    lastOffsets.set(partition, offset);
    if (offset <= last) {
      lastOffsets.clear();
      throw unreachable(`the topic ${topic} is not the one that was published to before`);
    }
  }

  function unreachable(reason: string, cause?: unknown): Unreachable {
    return new Unreachable(`Kafka at ${options.brokers.join(', ')}: ${reason}`, { cause });
  }

  return {
    async publish(partition, messages) {
      if (messages.length === 0) return;
      if (waiting > MAX_WAITING) throw unreachable(`${MAX_WAITING} batches are waiting already`);
      waiting += 1;
      const delivered = queue.then(() => deliver(partition, messages)).finally(() => waiting--);
      queue = delivered.catch(() => {});
      return delivered;
    },
    target: () => targetOf(options),
    async close() {
      closing.abort();
      const last = connected;
      connected = null;
      if (!last) return;
      const disconnected = last.producer.then((producer) => producer.disconnect());
      disconnected.catch(() => {});
      // Is a batch in flight, then nobody waits for it any more.
      if (waiting === 0) await within(CLOSE_LIMIT_MS, disconnected).catch(() => {});
      last.client.abandon();
    },
  };
}

interface Connected {
  readonly client: KafkaClient;
  readonly producer: Promise<Producer>;
}

function connect(options: KafkaConnection): Connected {
  const client = openClient(options, RETRIES);
  // Idempotent, and with one batch in flight: what is sent again after a lost answer is stored once.
  const producer = client.kafka.producer({ idempotent: true, allowAutoTopicCreation: false });
  const connecting = producer.connect().then(() => producer);
  connecting.catch(() => {});
  return { client, producer: connecting };
}

/** What a broker answers for the content of a batch. Everything else may pass. */
const REFUSALS: ReadonlySet<string> = new Set([
  'MESSAGE_TOO_LARGE',
  'RECORD_LIST_TOO_LARGE',
  'INVALID_RECORD',
  'INVALID_TIMESTAMP',
]);

function reasonOf(error: unknown): { type: string; message: string } {
  const { type, message, cause } = error as { type?: string; message: string; cause?: unknown };
  return { type: type ?? (cause ? reasonOf(cause).type : ''), message };
}
