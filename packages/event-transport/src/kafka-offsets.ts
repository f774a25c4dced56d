import type { Admin } from 'kafkajs';
import type { KafkaClient, KafkaConnection } from './kafka-client.ts';
import { openClient, REQUEST_TIMEOUT_MS, TOPIC } from './kafka-client.ts';
import { Unreachable } from './transport.ts';
import { within } from './within.ts';

/** Where a partition begins and where its next message will stand. */
export interface Bounds {
  readonly low: bigint;
  readonly high: bigint;
}

/** The bounds of the topic's partitions, over a connection of its own that is kept. */
export interface Offsets {
  /** @throws {Unreachable} */
  read(): Promise<ReadonlyMap<number, Bounds>>;
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

  return {
    async read() {
      opened ??= open();
      const { client, admin } = opened;
      const asked = admin.then((connected) => connected.fetchTopicOffsets(connection.topic ?? TOPIC));
      try {
        const partitions = await within(connection.requestTimeoutMs ?? REQUEST_TIMEOUT_MS, asked);
        return new Map(
          partitions.map(({ partition, low, high }) => [partition, { low: BigInt(low), high: BigInt(high) }]),
        );
      } catch (error) {
        client.abandon();
        if (opened?.client === client) opened = null;
        throw new Unreachable(`Kafka at ${connection.brokers.join(', ')}: ${(error as Error).message}`, {
          cause: error,
        });
      }
    },
    close() {
      opened?.client.abandon();
      opened = null;
    },
  };
}
