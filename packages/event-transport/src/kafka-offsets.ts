import type { Admin } from 'kafkajs';
import type { KafkaClient, KafkaConnection } from './kafka-client.ts';
import { openClient, REQUEST_TIMEOUT_MS, TOPIC } from './kafka-client.ts';
import { topicIdOf } from './kafka-topic-id.ts';
import { Unreachable } from './transport.ts';
import { within } from './within.ts';

/** Where a partition begins and where its next message will stand. */
export interface Bounds {
  readonly low: bigint;
  readonly high: bigint;
}

/** The bounds of the topic's partitions and which topic it is, over a connection of its own that is kept. */
export interface Offsets {
  /** @throws {Unreachable} */
  read(): Promise<ReadonlyMap<number, Bounds>>;
  /**
   * Of the topic that has this name now.
   * @throws {Unreachable} also where there is none
   */
  topicId(): Promise<string>;
  close(): void;
}

const RETRIES = 1;

export function openOffsets(connection: KafkaConnection): Offsets {
  let opened: { client: KafkaClient; admin: Promise<Admin> } | null = null;

  function open(): { client: KafkaClient; admin: Promise<Admin> } {
    const client = openClient(connection, RETRIES);
    const admin = client.kafka.admin();
    return { client, admin: admin.connect().then(() => admin) };
  }

  async function ask<T>(question: (admin: Admin, topic: string, limitMs: number) => Promise<T>): Promise<T> {
    opened ??= open();
    const { client, admin } = opened;
    const { topic = TOPIC, requestTimeoutMs = REQUEST_TIMEOUT_MS } = connection;
    try {
      const asked = admin.then((connected) => question(connected, topic, requestTimeoutMs));
      return await within(requestTimeoutMs, asked);
    } catch (error) {
      client.abandon();
      if (opened?.client === client) opened = null;
      throw new Unreachable(`Kafka at ${connection.brokers.join(', ')}: ${(error as Error).message}`, {
        cause: error,
      });
    }
  }

  return {
    read: () =>
      ask(async (admin, topic) => {
        const partitions = await admin.fetchTopicOffsets(topic);
        return new Map(
          partitions.map(({ partition, low, high }) => [partition, { low: BigInt(low), high: BigInt(high) }]),
        );
      }),
    topicId: () => ask(async (admin, topic, limitMs) => topicIdOf(await admin.describeCluster(), topic, limitMs)),
    close() {
      opened?.client.abandon();
      opened = null;
    },
  };
}
