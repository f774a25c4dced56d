import { setTimeout as sleep } from 'node:timers/promises';
import { startKafka } from '@offtake/local/kafka';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openKafkaPublisher } from '../src/kafka-publisher.ts';
import { ensureTopic } from '../src/kafka-topic.ts';
import { type Publisher, type Subscriber, type Subscription, Unreachable } from '../src/transport.ts';
import { CollectingReader, upTo } from './collecting-reader.ts';
import {
  BROKER_TIMEOUT_MS,
  messagesOf,
  startTemporaryKafka,
  subscriberAlone,
  type TemporaryKafka,
} from './kafka-log.ts';

const RECOVERY_LIMIT_MS = 8000;
const BATCH = 3;
let broker: TemporaryKafka;
let publisher: Publisher;
let subscriber: Subscriber;
let subscription: Subscription;
let published = 0;
let connection: { brokers: string[]; topic: string };
const warnings: string[] = [];
const reader = new CollectingReader();

beforeAll(async () => {
  broker = await startTemporaryKafka();
  connection = { brokers: [broker.kafka.brokers], topic: 'faults' };
  await ensureTopic(connection, 2);
  publisher = openKafkaPublisher(connection);
  subscriber = subscriberAlone({ ...connection, log: (level, message) => level === 'warn' && warnings.push(message) });
  subscription = await subscriber.subscribe(reader);
}, BROKER_TIMEOUT_MS);
afterAll(async () => {
  await Promise.all([publisher.close(), subscriber.close()]);
  await broker.end();
}, BROKER_TIMEOUT_MS);

/** Publishes until it is told to stop, the same batch again where one could not be delivered, as the relay does. */
function publishing(): { stop(): Promise<void> } {
  let stopped = false;
  const running = (async () => {
    while (!stopped) {
      const batch = messagesOf('book', published + 1, published + BATCH);
      const delivered = await publisher.publish(0, batch).then(
        () => true,
        (error: unknown) => {
          if (!(error instanceof Unreachable)) throw error;
          return false;
        },
      );
      if (delivered) published += BATCH;
      await sleep(5);
    }
  })();
  return {
    stop: () => {
      stopped = true;
      return running;
    },
  };
}

/** What was handled, as a reader keeps it that skips what it has seen. Fails at a gap. */
function handledOnce(): number[] {
  return reader.positionsOf('book').reduce<number[]>((kept, position) => {
    if (position > kept.length + 1) throw new Error(`${position} came after ${kept.length}`);
    return position === kept.length + 1 ? kept.concat(position) : kept;
  }, []);
}

describe('a broker under publishing and consuming', () => {
  it.each([1, 2])(
    'is killed and comes back: nothing is lost, all goes on soon (%i)',
    async () => {
      const { stop } = publishing();
      await reader.arrived('book', published + 5 * BATCH);
      process.kill(broker.kafka.pid, 'SIGKILL');
      const { dataDirectory } = broker;
      broker.kafka = await startKafka({ dataDirectory, port: broker.kafka.port });

      const back = Date.now();
      await reader.arrived('book', published + 5 * BATCH);
      expect(Date.now() - back).toBeLessThan(RECOVERY_LIMIT_MS);
      expect(subscription.health().connected).toBe(true);
      await stop();
      await reader.arrived('book', published);
      expect(handledOnce()).toEqual(upTo(published));
    },
    BROKER_TIMEOUT_MS,
  );

  it(
    'stands still for a while: nothing is lost',
    async () => {
      const { stop } = publishing();
      await reader.arrived('book', published + 5 * BATCH);
      process.kill(broker.kafka.pid, 'SIGSTOP');
      await expect.poll(() => subscription.health().connected, { timeout: 10_000 }).toBe(false);
      process.kill(broker.kafka.pid, 'SIGCONT');
      await reader.arrived('book', published + 5 * BATCH);
      await stop();
      await reader.arrived('book', published);
      expect(handledOnce()).toEqual(upTo(published));
    },
    BROKER_TIMEOUT_MS,
  );

  it(
    'is replaced by an empty one, which is filled again: the reader goes on where it was',
    async () => {
      await reader.arrived('book', published);
      const before = await publisher.target();
      const last = reader.reached('book', published);
      reader.begin = async () => [last];
      const { port } = broker.kafka;
      await broker.end();
      broker = await startTemporaryKafka(port);
      await ensureTopic(connection, 2);

      await expect(publisher.publish(0, messagesOf('book', published + 1, published + 2))).rejects.toThrow(Unreachable);
      expect(await publisher.target()).not.toEqual(before);
      await publisher.publish(0, messagesOf('book', 1, published + 2));
      await reader.arrived('book', published + 2);
    },
    BROKER_TIMEOUT_MS,
  );
});
