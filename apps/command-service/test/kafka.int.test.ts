import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fromHeaders } from '@offtake/event-transport/event-headers';
import { openKafkaSubscriber } from '@offtake/event-transport/kafka-subscriber';
import { type Kafka, startKafka } from '@offtake/local/kafka';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { registered } from './commands.ts';
import { post, type Services, startServices } from './services.ts';

const STARTS_WITHIN_MS = 120_000;

let dataDirectory = '';
let kafka: Kafka;
let services: Services;

beforeAll(async () => {
  dataDirectory = await mkdtemp(path.join(tmpdir(), 'offtake-relay-'));
  kafka = await startKafka({ dataDirectory });
  services = await startServices(2, { KAFKA_BROKERS: kafka.brokers });
}, STARTS_WITHIN_MS);
afterAll(async () => {
  await services?.stop();
  await kafka?.stop();
  await rm(dataDirectory, { recursive: true, force: true });
}, STARTS_WITHIN_MS);

describe('with Kafka', () => {
  it('carries what either of two processes records to a reader, in order and at once', async () => {
    const arrived: unknown[] = [];
    const subscriber = openKafkaSubscriber({ brokers: [kafka.brokers], groupId: 'a-reader' });
    const subscription = await subscriber.subscribe({
      progress: async () => ({ books: [], mark: null }),
      handle: async ({ messages }) => {
        for (const message of messages) arrived.push(fromHeaders(message));
      },
    });
    const book = 'relayed';
    const [a = '', b = ''] = services.urls;
    await post(`${a}/api/books`, { book, name: 'Relayed' });
    const record = (party: string, at: string) => post(`${at}/api/books/${book}/events`, registered(party));
    const first = await record('openai', a);
    await vi.waitFor(() => expect(arrived).toHaveLength(1), { timeout: 30_000, interval: 5 });
    expect(arrived[0]).toMatchObject({ book, position: 1, id: first.body.event, type: 'PartyRegistered' });
    await record('aws', b);
    const began = performance.now();
    await vi.waitFor(() => expect(arrived).toHaveLength(2), { timeout: 10_000, interval: 2 });
    expect(performance.now() - began).toBeLessThan(3_000);
    expect(arrived[1]).toMatchObject({ position: 2, prevHash: (arrived[0] as { hash: string }).hash });
    await subscription.close();
    await subscriber.close();
  });
});
