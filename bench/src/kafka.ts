import { type Consumer, Kafka, logLevel } from 'kafkajs';
import type { Bench } from './bench-system.ts';

/** kafkajs by itself, as a team would use it: the peer, and the broker's limit. */
export function kafkaOf({ brokers }: Pick<Bench, 'brokers'>): Kafka {
  return new Kafka({ clientId: 'bench', brokers: [brokers], logLevel: logLevel.NOTHING });
}

export async function createTopic(kafka: Kafka, topic: string): Promise<void> {
  const admin = kafka.admin();
  await admin.connect();
  await admin.createTopics({ waitForLeaders: true, topics: [{ topic, numPartitions: 1, replicationFactor: 1 }] });
  await admin.disconnect();
}

/** Resolves when the consumer has its partitions. */
export function joined(consumer: Consumer): Promise<void> {
  return new Promise((resolve) => consumer.on(consumer.events.GROUP_JOIN, () => resolve()));
}
