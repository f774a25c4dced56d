import type { Admin } from 'kafkajs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openClient } from '../src/kafka-client.ts';
import { openKafkaPublisher } from '../src/kafka-publisher.ts';
import { openKafkaSubscriber } from '../src/kafka-subscriber.ts';
import { ensureTopic } from '../src/kafka-topic.ts';
import { type Publisher, type Reader, type Subscriber, Unreachable } from '../src/transport.ts';
import { API, startAcknowledgementProxy } from './acknowledgement-proxy.ts';
import { CollectingReader, upTo } from './collecting-reader.ts';
import { BROKER_TIMEOUT_MS, messagesOf, startTemporaryKafka, type TemporaryKafka } from './kafka-log.ts';

let broker: TemporaryKafka;
let admin: Admin;
let connection: { brokers: string[]; topic: string };
let publisher: Publisher;
let subscribers: Subscriber[];
let topics = 0;

beforeAll(async () => {
  broker = await startTemporaryKafka();
  admin = openClient({ brokers: [broker.kafka.brokers] }, 5).kafka.admin();
  await admin.connect();
}, BROKER_TIMEOUT_MS);
afterAll(async () => {
  await admin.disconnect();
  await broker.end();
}, BROKER_TIMEOUT_MS);

beforeEach(() => {
  topics += 1;
  connection = { brokers: [broker.kafka.brokers], topic: `subscribed-${topics}` };
  publisher = openKafkaPublisher(connection);
  subscribers = [];
});
afterEach(async () => {
  await Promise.all([publisher, ...subscribers].map((each) => each.close()));
});

async function join(reader: Reader, groupId = connection.topic) {
  const subscriber = openKafkaSubscriber({ ...connection, groupId });
  subscribers.push(subscriber);
  return { ...(await subscriber.subscribe(reader)), lag: () => subscriber.lag() };
}

/** Makes Kafka remember that the group has handled the partition up to an offset. */
async function commit(offset: number): Promise<void> {
  const { topic } = connection;
  const consumer = openClient(connection, 5).kafka.consumer({ groupId: topic, maxWaitTimeInMs: 50 });
  await consumer.connect();
  await consumer.subscribe({ topic });
  const joined = new Promise((resolve) => consumer.on('consumer.group_join', resolve));
  await consumer.run({ autoCommit: false, eachMessage: async () => {} });
  await joined;
  await consumer.commitOffsets([{ topic, partition: 0, offset: String(offset) }]);
  await consumer.disconnect();
}

describe('a topic that is not there yet', () => {
  it('is read from its beginning when it is', async () => {
    const reader = new CollectingReader();
    await join(reader);
    await ensureTopic(connection, 1);
    await publisher.publish(0, messagesOf('book', 1, 3));
    await reader.arrived('book', 3);
    expect(reader.positionsOf('book')).toEqual(upTo(3));
  });
});

describe('a group', () => {
  it('begins where its reader says, whatever Kafka remembers of it', async () => {
    await ensureTopic(connection, 1);
    await publisher.publish(0, messagesOf('book', 1, 5));
    const first = new CollectingReader();
    const { close } = await join(first);
    await first.arrived('book', 5);
    await close();
    await commit(5);

    const second = new CollectingReader();
    await join(second);
    await second.arrived('book', 5);
    expect(second.positionsOf('book')).toEqual(upTo(5));
  });

  it('of two shares the partitions, and the one that stays goes on with those of the one that leaves', async () => {
    await ensureTopic(connection, 2);
    const [first, second] = [new CollectingReader(), new CollectingReader()];
    const [one, two] = [await join(first), await join(second)];
    await expect.poll(() => [...one.assigned(), ...two.assigned()].sort(), { timeout: 20_000 }).toEqual([0, 1]);
    expect(one.assigned()).toHaveLength(1);

    await publisher.publish(0, messagesOf('zero', 1, 5));
    await publisher.publish(1, messagesOf('one', 1, 5));
    const readerOf = (partition: number): CollectingReader => (one.assigned().includes(partition) ? first : second);
    await Promise.all([readerOf(0).arrived('zero', 5), readerOf(1).arrived('one', 5)]);

    await two.close();
    await publisher.publish(0, messagesOf('zero', 6, 6));
    await publisher.publish(1, messagesOf('one', 6, 6));
    await Promise.all([first.arrived('zero', 6), first.arrived('one', 6)]);
    expect(one.assigned()).toHaveLength(2);
  });
});

describe('a reader that knows offsets of another topic', () => {
  it.each([
    ['beyond the end', 12n],
    ['of a message that is another one', 3n],
  ])('%s is handed this one from its beginning', async (_, offset) => {
    await ensureTopic(connection, 1);
    await publisher.publish(0, messagesOf('book', 1, 8));
    const reader = new CollectingReader();
    reader.begin = async () => [{ book: 'book', position: 6, offset }];
    await join(reader);
    await reader.arrived('book', 8);
    expect(reader.positionsOf('book')).toEqual(upTo(8));
  });

  it('is handed what comes when the topic is deleted and created again under it', async () => {
    await ensureTopic(connection, 1);
    await publisher.publish(0, messagesOf('book', 1, 5));
    const reader = new CollectingReader();
    await join(reader);
    await reader.arrived('book', 5);
    reader.begin = async () => [reader.reached('book', 5)];
    await admin.deleteTopics({ topics: [connection.topic] });
    await expect.poll(() => admin.listTopics()).not.toContain(connection.topic);
    await ensureTopic(connection, 1);
    const again = openKafkaPublisher(connection);
    await again.publish(0, messagesOf('book', 1, 7));
    await reader.arrived('book', 7);
    await again.close();
  });
});

describe('a reader with a mark', () => {
  /** A topic of six messages of two books, and a reader that has handled them. */
  async function readerOfTwo(): Promise<CollectingReader> {
    await ensureTopic(connection, 1);
    await publisher.publish(0, [...messagesOf('idle', 1, 2), ...messagesOf('busy', 1, 4)]);
    const reader = new CollectingReader();
    const { close } = await join(reader);
    await reader.arrived('busy', 4);
    await close();
    return reader;
  }

  it('is handed what comes after it, and nothing of what came after the last message of an idle book', async () => {
    const before = await readerOfTwo();
    await publisher.publish(0, messagesOf('busy', 5, 6));
    const reader = new CollectingReader();
    reader.begin = async () => [before.reached('idle', 2), before.reached('busy', 4)];
    reader.mark = async () => before.marked('busy', 4);
    await join(reader);
    await reader.arrived('busy', 6);
    expect(reader.positionsOf('busy')).toEqual([5, 6]);
  });

  it('is handed the topic from its beginning where the mark is of another one, which had the same message there', async () => {
    const before = await readerOfTwo();
    const reader = new CollectingReader();
    reader.begin = async () => [before.reached('idle', 2), before.reached('busy', 4)];
    reader.mark = async () => ({ ...before.marked('busy', 4), log: 'another' });
    await join(reader);
    await reader.arrived('busy', 4);
    expect(reader.positionsOf('idle')).toEqual(upTo(2));
    expect(reader.positionsOf('busy')).toEqual(upTo(4));
  });

  it.each([
    ['lies beyond the end', 12n],
    ['is another message', 3n],
  ])('is handed the topic from its beginning where the mark %s', async (_, offset) => {
    const before = await readerOfTwo();
    const reader = new CollectingReader();
    reader.mark = async () => ({ ...before.marked('busy', 4), offset });
    await join(reader);
    await reader.arrived('busy', 4);
    expect(reader.positionsOf('idle')).toEqual(upTo(2));
    expect(reader.positionsOf('busy')).toEqual(upTo(4));
  });

  it('is asked anew where to begin when it seeks before anything was delivered', async () => {
    const before = await readerOfTwo();
    const reader = new CollectingReader();
    let seek: (() => void) | null = null;
    let asked = 0;
    reader.mark = async () => {
      asked += 1;
      if (asked > 1) return before.marked('idle', 1);
      await expect.poll(() => seek).not.toBeNull();
      seek?.();
      return before.marked('busy', 4);
    };
    const subscription = await join(reader);
    seek = () => subscription.seek(0, before.reached('idle', 1));
    await reader.arrived('busy', 4);
    expect(reader.positionsOf('idle')).toEqual([2]);
    expect(asked).toBe(2);
  });
});

describe('a consumer that hears nothing of what there is to read', () => {
  it('is replaced', async () => {
    await ensureTopic(connection, 1);
    await publisher.publish(0, messagesOf('book', 1, 5));
    const proxy = await startAcknowledgementProxy(broker.kafka.port);
    let replaced = '';
    proxy.lose(API.fetch, () => (replaced ? null : 'the answer, and the connection stays'));
    const subscriber = openKafkaSubscriber({
      ...connection,
      brokers: [proxy.broker],
      groupId: connection.topic,
      watchEveryMs: 300,
      log: (level, message) => {
        if (level === 'warn') replaced = message;
      },
    });
    subscribers.push(subscriber);
    const reader = new CollectingReader();
    await subscriber.subscribe(reader);
    await reader.arrived('book', 5);
    expect(replaced).toBe('The consumer is replaced: it stands still at 0:0 while there is lag');
    await subscriber.close();
    await proxy.close();
  });
});

describe('a broker that is away', () => {
  it('is said to be, and no lag can be told', async () => {
    const subscriber = openKafkaSubscriber({ brokers: ['127.0.0.1:1'], groupId: 'away' });
    subscribers.push(subscriber);
    const { health, assigned } = await subscriber.subscribe(new CollectingReader());
    await expect(subscriber.lag()).rejects.toThrow(Unreachable);
    expect(health().connected).toBe(false);
    expect(assigned()).toEqual([]);
  });
});
