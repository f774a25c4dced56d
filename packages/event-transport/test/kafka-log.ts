import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Kafka, startKafka } from '@offtake/local/kafka';
import { toOutgoing } from '../src/event-headers.ts';
import type { KafkaConnection } from '../src/kafka-client.ts';
import { openKafkaSubscriber } from '../src/kafka-subscriber.ts';
import type { Outgoing, Subscriber } from '../src/transport.ts';
import { recorded } from './recorded.ts';

/** Starting one takes some seconds. */
export const BROKER_TIMEOUT_MS = 120_000;

export interface TemporaryKafka {
  /** Whoever starts it again puts the new one here. */
  kafka: Kafka;
  readonly dataDirectory: string;
  end(): Promise<void>;
}

export async function startTemporaryKafka(port?: number): Promise<TemporaryKafka> {
  const dataDirectory = await mkdtemp(path.join(tmpdir(), 'offtake-kafka-'));
  const temporary = {
    kafka: await startKafka({ dataDirectory, ...(port && { port }) }),
    dataDirectory,
    async end() {
      await temporary.kafka.stop();
      await rm(dataDirectory, { recursive: true });
    },
  };
  return temporary;
}

/** The messages of a book from one position to another. */
export function messagesOf(book: string, from: number, to: number): Outgoing[] {
  return Array.from({ length: to - from + 1 }, (_, i) => toOutgoing(recorded(book, from + i)));
}

let groups = 0;

export function subscriberAlone(connection: KafkaConnection): Subscriber {
  groups += 1;
  return openKafkaSubscriber({ ...connection, groupId: `alone-${process.pid}-${groups}` });
}
