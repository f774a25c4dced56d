import { afterAll, beforeAll, describe } from 'vitest';
import { openKafkaPublisher } from '../src/kafka-publisher.ts';
import { ensureTopic } from '../src/kafka-topic.ts';
import {
  BROKER_TIMEOUT_MS,
  messagesOf,
  startTemporaryKafka,
  subscriberAlone,
  type TemporaryKafka,
} from './kafka-log.ts';
import { BOOKS, type TestedLog, transportContract } from './transport-contract.ts';

let broker: TemporaryKafka;
let topics = 0;

beforeAll(async () => {
  broker = await startTemporaryKafka();
}, BROKER_TIMEOUT_MS);
afterAll(() => broker.end(), BROKER_TIMEOUT_MS);

async function openLog(): Promise<TestedLog> {
  topics += 1;
  const connection = { brokers: [broker.kafka.brokers], topic: `contract-${topics}` };
  await ensureTopic(connection, 2);
  const publisher = openKafkaPublisher(connection);
  const heads = new Map<string, number>();
  return {
    async record(book, events) {
      const head = heads.get(book) ?? 0;
      heads.set(book, head + events);
      await publisher.publish(BOOKS[book], messagesOf(book, head + 1, head + events));
    },
    subscriber: () => subscriberAlone(connection),
    close: () => publisher.close(),
  };
}

describe('the contract, over Apache Kafka', () => transportContract(openLog));
