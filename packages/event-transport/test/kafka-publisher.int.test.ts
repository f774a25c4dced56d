import type { Admin } from 'kafkajs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { toOutgoing } from '../src/event-headers.ts';
import { openClient } from '../src/kafka-client.ts';
import { openKafkaPublisher } from '../src/kafka-publisher.ts';
import { ensureTopic, targetOf } from '../src/kafka-topic.ts';
import { type Publisher, Refused, Unreachable } from '../src/transport.ts';
import { CollectingReader, upTo } from './collecting-reader.ts';
import {
  BROKER_TIMEOUT_MS,
  messagesOf,
  startTemporaryKafka,
  subscriberAlone,
  type TemporaryKafka,
} from './kafka-log.ts';
import { recorded } from './recorded.ts';

/** Where a publisher must give up first and then deliver; elsewhere the longer limit holds that it has by itself. */
const LIMIT_MS = 5000;
const MiB = 1024 * 1024;
let broker: TemporaryKafka;
let admin: Admin;
let connection: { brokers: string[]; topic: string };
let publisher: Publisher;
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
  connection = { brokers: [broker.kafka.brokers], topic: `published-${topics}` };
  publisher = openKafkaPublisher(connection);
});
afterEach(() => publisher.close());

async function stored(book: string, last: number): Promise<number[]> {
  const reader = new CollectingReader();
  const subscriber = subscriberAlone(connection);
  await subscriber.subscribe(reader);
  await reader.arrived(book, last);
  await subscriber.close();
  return reader.positionsOf(book);
}

async function createAgain(): Promise<void> {
  await admin.deleteTopics({ topics: [connection.topic] });
  await expect.poll(() => admin.listTopics()).not.toContain(connection.topic);
  await ensureTopic(connection, 1);
}

describe('a topic that is ensured', () => {
  it('has eight partitions and keeps everything, messages up to 4 MiB', async () => {
    await ensureTopic(connection);
    const { resources } = await admin.describeConfigs({
      includeSynonyms: false,
      resources: [{ type: 2, name: connection.topic }],
    });
    const settings = new Map(
      resources[0]?.configEntries.map(({ configName, configValue }) => [configName, configValue]),
    );
    expect((await targetOf(connection)).partitions).toBe(8);
    expect(settings.get('cleanup.policy')).toBe('delete');
    expect(settings.get('retention.ms')).toBe('-1');
    expect(settings.get('retention.bytes')).toBe('-1');
    expect(settings.get('max.message.bytes')).toBe(String(4 * MiB));
  });

  it('is left as it is where it exists', async () => {
    await ensureTopic(connection, 2);
    const before = await targetOf(connection);
    await ensureTopic(connection, 5);
    expect(await targetOf(connection)).toEqual({ ...before, partitions: 2 });
  });
});

describe('a target', () => {
  it('is the cluster and this very topic', async () => {
    await ensureTopic(connection, 1);
    const before = await publisher.target();
    expect(before.cluster).toBe(broker.kafka.clusterId);
    expect(await publisher.target()).toEqual(before);
    await createAgain();
    const after = await publisher.target();
    expect(after).toEqual({ ...before, topic: expect.not.stringMatching(before.topic) });
  });

  it('cannot be told where the topic is not there', async () => {
    await expect(publisher.target()).rejects.toThrow(
      new Unreachable(`Kafka at ${broker.kafka.brokers}: there is no topic ${connection.topic}`),
    );
  });
});

describe('a batch', () => {
  it('is refused where it is too large, and the publisher goes on', async () => {
    await ensureTopic(connection, 1);
    await publisher.publish(0, messagesOf('book', 1, 1));
    const large = upTo(5).map((n) => toOutgoing(recorded('book', 1 + n, MiB)));
    await expect(publisher.publish(0, large)).rejects.toThrow(Refused);
    await publisher.publish(0, large.slice(0, 3));
    await publisher.publish(0, large.slice(3));
    expect(await stored('book', 6)).toEqual(upTo(6));
  });

  it('is refused where one message alone is too large', async () => {
    await ensureTopic(connection, 1);
    await expect(publisher.publish(0, [toOutgoing(recorded('book', 1, 5 * MiB))])).rejects.toThrow(Refused);
  });

  it('cannot be delivered to a partition that the topic does not have', async () => {
    await ensureTopic(connection, 1);
    const reasons: string[] = [];
    const mistaken = openKafkaPublisher({ ...connection, log: (_, reason) => void reasons.push(reason) });
    const publishing = mistaken.publish(1, messagesOf('book', 1, 1)).catch((error: unknown) => error);
    await expect.poll(() => reasons.join(), { timeout: 30_000 }).toContain('has no partition 1');
    await mistaken.close();
    expect(await publishing).toBeInstanceOf(Unreachable);
  });

  it('cannot be delivered as long as there is no topic', async () => {
    const early = openKafkaPublisher({ ...connection, publishLimitMs: LIMIT_MS });
    await expect(early.publish(0, messagesOf('book', 1, 1))).rejects.toThrow(Unreachable);
    await ensureTopic(connection, 1);
    await early.publish(0, messagesOf('book', 1, 1));
    expect(await stored('book', 1)).toEqual([1]);
    await early.close();
  });

  it('is not taken for delivered where the topic is another one than before', async () => {
    await ensureTopic(connection, 1);
    await publisher.publish(0, messagesOf('book', 1, 3));
    await createAgain();
    await expect(publisher.publish(0, messagesOf('book', 4, 5))).rejects.toThrow(Unreachable);
    await publisher.publish(0, messagesOf('book', 1, 5));
    expect((await stored('book', 5)).slice(-5)).toEqual(upTo(5));
  });

  it('of nothing is nothing', async () => {
    await expect(publisher.publish(0, [])).resolves.toBeUndefined();
  });
});

describe('a broker that is away', () => {
  it('makes a batch undeliverable at the limit, and its closing publisher at once', async () => {
    const nowhere = { ...connection, brokers: ['127.0.0.1:1'] };
    const limited = openKafkaPublisher({ ...nowhere, publishLimitMs: 300 });
    const away = openKafkaPublisher(nowhere);
    const interrupted = away.publish(0, messagesOf('book', 1, 1)).catch((error: unknown) => error);
    await expect(limited.publish(0, messagesOf('book', 1, 1))).rejects.toThrow('no answer within');
    await away.close();
    expect(await interrupted).toEqual(new Unreachable('Kafka at 127.0.0.1:1: closed meanwhile'));
    await limited.close();
  });

  it('takes no more than 64 batches to wait', async () => {
    const away = openKafkaPublisher({ ...connection, brokers: ['127.0.0.1:1'] });
    const all = upTo(66).map((n) => away.publish(0, messagesOf('book', n, n)));
    const last = all.pop();
    const rest = Promise.allSettled(all);
    await expect(last).rejects.toThrow('64 batches are waiting already');
    await away.close();
    await rest;
  });
});

describe('a client at rest', () => {
  it('sets no timers, of which Node would warn', async () => {
    const warnings: string[] = [];
    process.on('warning', ({ name }) => warnings.push(name));
    await ensureTopic(connection, 1);
    await publisher.publish(0, messagesOf('book', 1, 1));
    await stored('book', 1);
    expect(warnings.filter((name) => name === 'TimeoutNegativeWarning')).toEqual([]);
  });
});
