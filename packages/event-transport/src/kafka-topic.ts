import { setTimeout as sleep } from 'node:timers/promises';
import type { Admin } from 'kafkajs';
import { type KafkaConnection, openClient, REQUEST_TIMEOUT_MS, TOPIC } from './kafka-client.ts';
import { topicIdOf } from './kafka-topic-id.ts';
import { DEFAULT_PARTITIONS, Unreachable } from './transport.ts';
import { within } from './within.ts';

const SETTINGS = {
  'cleanup.policy': 'delete',
  'retention.ms': '-1',
  'retention.bytes': '-1',
  'max.message.bytes': String(4 * 1024 * 1024),
};
const RETRIES = 3;
const KNOWN_AGAIN_MS = 50;

/**
 * Creates the topic where it is not there: everything in it is kept for ever. One that is there is left as it is.
 * @throws {Unreachable} where the cluster could not be asked within 10 s.
 */
export async function ensureTopic(connection: KafkaConnection, partitions = DEFAULT_PARTITIONS): Promise<void> {
  const { topic = TOPIC } = connection;
  const configEntries = Object.entries(SETTINGS).map(([name, value]) => ({ name, value }));
  const until = Date.now() + limitOf(connection);
  await asking(connection, async (admin) => {
    await admin.createTopics({
      topics: [{ topic, numPartitions: partitions, configEntries }],
      waitForLeaders: false,
    });
    // A broker learns of the topic a little later than the controller that has created it.
    for (let known = false; !known && Date.now() < until; ) {
      known = await admin.fetchTopicMetadata({ topics: [topic] }).then(
        () => true,
        () => sleep(KNOWN_AGAIN_MS, false),
      );
    }
  });
}

/**
 * What is published to: another cluster, or another topic of the same name, is another target.
 * @throws {Unreachable} where the cluster could not be asked within 10 s, or has no such topic.
 */
export async function targetOf(
  connection: KafkaConnection,
): Promise<{ cluster: string; topic: string; partitions: number }> {
  const topic = connection.topic ?? TOPIC;
  return asking(connection, async (admin) => {
    const cluster = await admin.describeCluster();
    const id = await topicIdOf(cluster, topic, limitOf(connection));
    const { topics } = await admin.fetchTopicMetadata({ topics: [topic] });
    return { cluster: cluster.clusterId, topic: `${topic}/${id}`, partitions: topics[0]?.partitions.length ?? 0 };
  });
}

async function asking<T>(connection: KafkaConnection, ask: (admin: Admin) => Promise<T>): Promise<T> {
  const client = openClient(connection, RETRIES);
  const admin = client.kafka.admin();
  try {
    return await within(
      limitOf(connection),
      admin.connect().then(() => ask(admin)),
    );
  } catch (error) {
    throw new Unreachable(`Kafka at ${connection.brokers.join(', ')}: ${(error as Error).message}`, { cause: error });
  } finally {
    client.abandon();
  }
}

function limitOf({ requestTimeoutMs = REQUEST_TIMEOUT_MS }: KafkaConnection): number {
  return requestTimeoutMs;
}
