import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openKafkaPublisher } from '../src/kafka-publisher.ts';
import { ensureTopic } from '../src/kafka-topic.ts';
import type { Publisher } from '../src/transport.ts';
import {
  type AcknowledgementProxy,
  API,
  LOSSES,
  type Loss,
  startAcknowledgementProxy,
} from './acknowledgement-proxy.ts';
import { CollectingReader, upTo } from './collecting-reader.ts';
import {
  BROKER_TIMEOUT_MS,
  messagesOf,
  startTemporaryKafka,
  subscriberAlone,
  type TemporaryKafka,
} from './kafka-log.ts';

const REQUEST_TIMEOUT_MS = 300;
let broker: TemporaryKafka;
let proxy: AcknowledgementProxy;
let publisher: Publisher;
let topic: string;
let topics = 0;

beforeAll(async () => {
  broker = await startTemporaryKafka();
}, BROKER_TIMEOUT_MS);
afterAll(() => broker.end(), BROKER_TIMEOUT_MS);

beforeEach(async () => {
  topics += 1;
  topic = `acknowledged-${topics}`;
  await ensureTopic({ brokers: [broker.kafka.brokers], topic }, 2);
  proxy = await startAcknowledgementProxy(broker.kafka.port);
  publisher = openKafkaPublisher({ brokers: [proxy.broker], topic, requestTimeoutMs: REQUEST_TIMEOUT_MS });
});
afterEach(async () => {
  await publisher.close();
  await proxy.close();
});

/** Publishes a book in batches of a size, all at once. */
async function publishAll(batches: number, size: number, partition = 0, book = `book-${partition}`): Promise<void> {
  const all = upTo(batches).map((n) => messagesOf(book, (n - 1) * size + 1, n * size));
  await Promise.all(all.map((messages) => publisher.publish(partition, messages)));
}

/** The positions in the log, in its order; a repeated batch is left out where it directly follows itself. */
async function storedWithoutRepeats(last: number, size: number, book = 'book-0'): Promise<number[]> {
  const reader = new CollectingReader();
  const subscriber = subscriberAlone({ brokers: [broker.kafka.brokers], topic });
  await subscriber.subscribe(reader);
  await reader.arrived(book, last);
  await subscriber.close();
  return reader.positionsOf(book).reduce<number[]>((kept, position) => {
    const repeats = position === (kept.at(-1) ?? 0) - size + 1 && kept.length % size === 0;
    return repeats ? kept.slice(0, -size).concat(position) : kept.concat(position);
  }, []);
}

function lose(api: number, loss: Loss, which: (n: number) => boolean): void {
  let n = 0;
  proxy.lose(api, () => {
    n += 1;
    return which(n) ? loss : null;
  });
}

describe.each(LOSSES)('a broker that is asked to store a batch, and lost is %s', (loss) => {
  it.each([
    ['the first', (n: number) => n === 1],
    ['one in the middle', (n: number) => n === 3],
    ['two in a row', (n: number) => n === 2 || n === 3],
    ['every second', (n: number) => n % 2 === 0],
  ])('%s: it holds every batch, in order', async (_, which) => {
    lose(API.produce, loss, which);
    await publishAll(5, 3);
    expect(proxy.lost()).toBeGreaterThan(0);
    expect(await storedWithoutRepeats(15, 3)).toEqual(upTo(15));
  });
});

describe('a publisher that begins', () => {
  it.each(['metadata', 'apiVersions', 'initProducerId'] as const)('survives losses of %s', async (name) => {
    for (const loss of LOSSES) {
      const before = proxy.lost();
      lose(API[name], loss, (n) => n === 1);
      await publisher.close();
      publisher = openKafkaPublisher({ brokers: [proxy.broker], topic, requestTimeoutMs: REQUEST_TIMEOUT_MS });
      await publishAll(2, 2, 0, loss);
      expect(proxy.lost()).toBe(before + 1);
      expect(await storedWithoutRepeats(4, 2, loss)).toEqual(upTo(4));
    }
  });
});

describe('a publisher to two partitions', () => {
  it('keeps both in order while losses of all kinds come again and again', async () => {
    let n = 0;
    proxy.lose(API.produce, () => {
      n += 1;
      return n % 3 === 0 ? (LOSSES[(n / 3) % LOSSES.length] as Loss) : null;
    });
    await Promise.all([publishAll(20, 2, 0), publishAll(20, 2, 1)]);
    expect(proxy.lost()).toBeGreaterThan(15);
    expect(await storedWithoutRepeats(40, 2, 'book-0')).toEqual(upTo(40));
    expect(await storedWithoutRepeats(40, 2, 'book-1')).toEqual(upTo(40));
  });
});
