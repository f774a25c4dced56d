import { createBook, headersOf, importLines } from '../api.ts';
import { ndjson } from '../books/book.ts';
import { dealAnnounced, partyRegistered, performed } from '../books/wording.ts';
import { Connection } from '../connection.ts';
import { EventStream } from '../event-stream.ts';
import { type Group, oursAtMost, type Sample } from '../figure.ts';
import { createTopic, joined, kafkaOf } from '../kafka.ts';
import { paced, until } from '../paced.ts';
import { quantile } from '../rounds.ts';

/** What: how long after it is recorded an event comes to whoever watches, at 200 commands a second. */
const PER_SECOND = 200;
const CONNECTIONS = 32;
const BOOK = 'live';
const TOPIC = 'bench.live';
const LATEST_MS = 10_000;

export const live: Group = {
  name: 'live',
  figures: [
    {
      figure: 'recorded → on the stream, 200 commands/s, p99',
      unit: 'ms',
      ours: 'ours.recorded',
      peer: { name: 'kafkajs, send → handler', is: 'kafkajs.p99' },
      goal: oursAtMost(50),
    },
    {
      figure: 'sent → on the stream, 200 commands/s, p99',
      unit: 'ms',
      ours: 'ours.sent',
      peer: { name: 'kafkajs, send → handler', is: 'kafkajs.p99' },
    },
  ],
  async prepare(bench) {
    await createBook(bench, BOOK);
    const deals = Array.from({ length: CONNECTIONS }, (_, n) => dealAnnounced(`deal-${n}`, n));
    await importLines(bench, BOOK, ndjson([partyRegistered('buyer'), partyRegistered('seller'), ...deals]));
    const seen = new Map<number, number>();
    const stream = new EventStream(bench, BOOK, (position) => void seen.set(position, performance.now()));
    await stream.opened;
    const connections = Array.from({ length: CONNECTIONS }, () => new Connection(bench.commandUrl));
    const peer = await sendToHandler(bench);
    // A p99 is made by few events: there are 18 above it in a round.
    const seconds = bench.seconds * 3;

    const ours = async (): Promise<Sample> => {
      const recorded: { readonly position: number; readonly sent: number; readonly answered: number }[] = [];
      const free = connections.map((connection, n) => ({ connection, n }));
      await paced(PER_SECOND, seconds, async () => {
        const sent = performance.now();
        while (free.length === 0) await new Promise((resolve) => setTimeout(resolve, 1));
        const one = free.pop() as { connection: Connection; n: number };
        const body = JSON.stringify(performed(`deal-${one.n}`, '1'));
        const answer = await one.connection.send('POST', `/api/books/${BOOK}/events`, headersOf(bench), body);
        free.push(one);
        if (answer.status !== 201) throw new Error(`${answer.status} ${answer.body}`);
        recorded.push({ position: JSON.parse(answer.body).position, sent, answered: performance.now() });
      });
      await until(() => recorded.every(({ position }) => seen.has(position)), LATEST_MS);
      const after = (from: 'sent' | 'answered') =>
        quantile(
          recorded.map((one) => Math.max(0, (seen.get(one.position) ?? Infinity) - one[from])),
          0.99,
        );
      return { recorded: after('answered'), sent: after('sent') };
    };
    return {
      sides: { ours, kafkajs: () => peer.measure(PER_SECOND, seconds) },
      async end() {
        stream.close();
        for (const connection of connections) connection.close();
        await peer.end();
      },
    };
  },
};

async function sendToHandler(bench: Parameters<Group['prepare']>[0]) {
  const kafka = kafkaOf(bench);
  await createTopic(kafka, TOPIC);
  const producer = kafka.producer();
  await producer.connect();
  const consumer = kafka.consumer({ groupId: 'bench-live' });
  const handled = new Map<string, number>();
  const ready = joined(consumer);
  await consumer.connect();
  await consumer.subscribe({ topic: TOPIC });
  await consumer.run({
    eachMessage: async ({ message }) => void handled.set(message.key?.toString() ?? '', performance.now()),
  });
  await ready;
  const value = JSON.stringify(performed('deal-0', '1'));
  let sends = 0;
  return {
    async measure(perSecond: number, seconds: number): Promise<Sample> {
      const sent = new Map<string, number>();
      await paced(perSecond, seconds, async () => {
        const key = String(sends++);
        sent.set(key, performance.now());
        await producer.send({ topic: TOPIC, acks: -1, messages: [{ key, value }] });
      });
      await until(() => [...sent.keys()].every((key) => handled.has(key)), LATEST_MS);
      return {
        p99: quantile(
          [...sent].map(([key, at]) => (handled.get(key) ?? Infinity) - at),
          0.99,
        ),
      };
    },
    end: async () => void (await Promise.all([producer.disconnect(), consumer.disconnect()])),
  };
}
