import { type Admin } from 'kafkajs';
import { type KafkaConnection, openClient, REQUEST_TIMEOUT_MS, TOPIC } from './kafka-client.ts';
import { topicIdAt } from './kafka-topic-id.ts';
import { DEFAULT_PARTITIONS, Unreachable } from './transport.ts';
import { within } from './within.ts';

const MAX_MESSAGE_BYTES = 4 * 1024 * 1024;
const RETRIES = 3;

/**
 * Creates the topic where it is not there: everything in it is kept for ever. One that is there is left as it is.
 * @throws {Unreachable} where the cluster could not be asked within 10 s.
 */
export async function ensureTopic(connection: KafkaConnection, partitions = DEFAULT_PARTITIONS): Promise<void> {
  await asking(connection, (admin) =>
    admin.createTopics({
      topics: [
        {
          topic: connection.topic ?? TOPIC,
          numPartitions: partitions,
          configEntries: Object.entries({
            'cleanup.policy': 'delete',
            'retention.ms': '-1',
            'retention.bytes': '-1',
            'max.message.bytes': String(MAX_MESSAGE_BYTES),
          }).map(([name, value]) => ({ name, value })),
        },
      ],
    }),
  );
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
    const { clusterId, brokers } = await admin.describeCluster();
    const [broker] = brokers;
    const id = broker && (await topicIdAt(`${broker.host}:${broker.port}`, topic, limitOf(connection)));
    if (!id) throw new Error(`there is no topic ${topic}`);
    const { topics } = await admin.fetchTopicMetadata({ topics: [topic] });
    return { cluster: clusterId, topic: `${topic}/${id}`, partitions: topics[0]?.partitions.length ?? 0 };
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
