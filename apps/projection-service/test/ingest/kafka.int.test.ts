import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type RecordedEnvelope, toOutgoing } from '@offtake/event-transport/event-headers';
import { openKafkaPublisher } from '@offtake/event-transport/kafka-publisher';
import { ensureTopic } from '@offtake/event-transport/kafka-topic';
import type { Publisher } from '@offtake/event-transport/transport';
import { type Kafka, startKafka } from '@offtake/local/kafka';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { announced, chain, idAt, performed, registered } from './events.ts';
import { contentOf, type Database, type Server, startServer } from './read-models.ts';
import { type Service, startService } from './service.ts';

/** A broker takes some seconds to start, and a consumer some to join. */
const LONG_MS = 120_000;
const WITHIN = { timeout: 40_000, interval: 100 };
const PARTITION = 3;

let server: Server;
let database: Database;
let directory: string;
let broker: Kafka;
let publisher: Publisher;
let service: Service;

beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'offtake-kafka-'));
  [server, broker] = await Promise.all([startServer(), startKafka({ dataDirectory: directory })]);
  await ensureTopic({ brokers: [broker.brokers] });
  publisher = openKafkaPublisher({ brokers: [broker.brokers] });
}, LONG_MS);
afterAll(async () => {
  await publisher.close();
  await Promise.all([server.postgres.stop(), broker.stop()]);
  await rm(directory, { recursive: true, force: true });
}, LONG_MS);
beforeEach(async () => {
  database = await server.openDatabase();
  service = await startService(database.url, { kind: 'kafka', brokers: [broker.brokers] });
}, LONG_MS);
afterEach(async () => {
  await service.close();
  await database.close();
}, LONG_MS);

const publish = (...events: readonly (RecordedEnvelope | undefined)[]) =>
  publisher.publish(
    PARTITION,
    events.flatMap((event) => (event ? [toOutgoing(event)] : [])),
  );

async function reached(book: string, position: number, state = 'live'): Promise<void> {
  const text = `select position::int, state from ${service.active.schema}.checkpoint where book = $1`;
  await vi.waitFor(async () => expect(await database.rows(text, [book])).toEqual([{ position, state }]), WITHIN);
}

const said = (deals: number) =>
  Array.from({ length: deals }, (_, i) => [announced(`d${i}`, '100'), performed(`d${i}`, 2, '10')]).flat();

describe('the log in Kafka', () => {
  it('is read in order, again after a restart, and from the beginning by a rebuild', { timeout: LONG_MS }, async () => {
    const events = chain('whole', said(200));
    await publish(...events.slice(0, 300));
    await reached('whole', 300);
    await service.close();
    await publish(...events.slice(290));
    service = await startService(database.url, { kind: 'kafka', brokers: [broker.brokers] });
    await reached('whole', 400);
    const live = await contentOf(database, 'exposure_1');
    expect(await service.rebuild.start()).toBe(2);
    await vi.waitFor(() => expect(service.active.schema).toBe('exposure_2'), WITHIN);
    expect(await contentOf(database, 'exposure_2')).toBe(live);
  });

  it('is looked through once more for what is missing, and resumed when that comes', { timeout: LONG_MS }, async () => {
    const [one, two, three, four, five] = chain('torn', [...said(2), registered('x')]);
    await publish(one, three, two);
    await reached('torn', 3);
    await publish(five);
    await reached('torn', 3, 'halted');
    await publish(four, five);
    expect(await service.following.resume('torn')).toBe(true);
    await reached('torn', 5);
  });

  it('stops the one book that has an event of an unknown type, and says so', { timeout: LONG_MS }, async () => {
    const strange = chain('strange', [announced('d', '100'), { ...performed('d', 2, '10'), type: 'DealPraised' }]);
    await publish(...strange, ...chain('plain', said(1)));
    await reached('plain', 2);
    await reached('strange', 1, 'halted');
    const text = `select reason from ${service.active.schema}.checkpoint where book = 'strange'`;
    expect(await database.rows(text)).toEqual([{ reason: `unknown type DealPraised of event ${idAt(2)} at 2` }]);
  });
});
