import { toOutgoing } from '@offtake/event-transport/event-headers';
import { openKafkaPublisher } from '@offtake/event-transport/kafka-publisher';
import { ensureTopic } from '@offtake/event-transport/kafka-topic';
import { performed } from '../books/wording.ts';
import type { Group } from '../figure.ts';
import { kafkaOf } from '../kafka.ts';
import { atOnce } from '../writers.ts';

/** What: events onto the topic in the relay's batches, beside a producer that does nothing else. */
const BATCH = 500;
const TOPIC = 'bench.relay';

export const broker: Group = {
  name: 'broker',
  figures: [
    {
      figure: 'publishing, of what the broker takes',
      unit: 'events/s',
      ours: 'ours.rate',
      peer: { name: 'bare producer, the same messages', is: 'bare.rate' },
    },
  ],
  async prepare(bench) {
    const connection = { brokers: [bench.brokers], topic: TOPIC };
    await ensureTopic(connection);
    const publisher = openKafkaPublisher(connection);
    const producer = kafkaOf(bench).producer();
    await producer.connect();
    const body = JSON.stringify(performed('deal-0', '1'));
    const events = Array.from({ length: BATCH }, (_, n) => recorded(n + 1, body));
    const outgoing = events.map((event) => toOutgoing(event));
    const messages = outgoing.map(({ book, headers, value }) => ({ key: book, headers, value, partition: 0 }));
    const batches = async (work: () => Promise<unknown>) => {
      const { rate } = await atOnce(1, bench.seconds, work);
      return { rate: rate * BATCH };
    };
    return {
      sides: {
        ours: () =>
          batches(() =>
            publisher.publish(
              0,
              events.map((event) => toOutgoing(event)),
            ),
          ),
        bare: () => batches(() => producer.send({ topic: TOPIC, acks: -1, messages })),
      },
      end: async () => void (await Promise.all([publisher.close(), producer.disconnect()])),
    };
  },
};

function recorded(position: number, body: string) {
  const hash = 'f'.repeat(64);
  const at = { book: 'bench', stream: 'deal/deal-0', recordedAt: '2026-11-28T12:00:00.000000Z' };
  const id = '0199a9f0-0000-7000-8000-000000000000';
  return { ...at, position, version: position, id, type: 'PerformanceRecorded', body, hash, prevHash: hash };
}
