import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Exit, Kafka } from '../src/kafka.ts';
import { startKafka } from '../src/kafka.ts';
import { KafkaUnavailable } from '../src/kafka-jars.ts';
import { servesMetadata } from '../src/kafka-metadata.ts';

const TIMEOUT_MS = 120_000;
let dataDirectory: string;
let kafka: Kafka;

beforeAll(async () => {
  dataDirectory = await mkdtemp(path.join(tmpdir(), 'offtake-kafka-'));
  kafka = await startKafka({ dataDirectory });
}, TIMEOUT_MS);
afterAll(async () => {
  await kafka.stop();
  await rm(dataDirectory, { recursive: true });
}, TIMEOUT_MS);

const exitOf = (broker: Kafka): Promise<Exit> => new Promise((resolve) => broker.onExit(resolve));

describe('a broker', () => {
  it('serves on 127.0.0.1 once it has started', async () => {
    expect(kafka.brokers).toBe(`127.0.0.1:${kafka.port}`);
    expect(await servesMetadata(kafka.port)).toBe(true);
  });

  it(
    'is the same cluster at the same port after kill -9',
    async () => {
      const exit = exitOf(kafka);
      process.kill(kafka.pid, 'SIGKILL');
      expect(await exit).toEqual({ code: null, signal: 'SIGKILL', expected: false });
      expect(await servesMetadata(kafka.port)).toBe(false);

      const { clusterId, port } = kafka;
      kafka = await startKafka({ dataDirectory, port });
      expect(kafka).toMatchObject({ clusterId, port });
      expect(await servesMetadata(port)).toBe(true);
    },
    TIMEOUT_MS,
  );

  it(
    'takes the place of one that runs on without its parent',
    async () => {
      const exit = exitOf(kafka);
      kafka = await startKafka({ dataDirectory, port: kafka.port });
      expect((await exit).expected).toBe(false);
      expect(await servesMetadata(kafka.port)).toBe(true);
    },
    TIMEOUT_MS,
  );

  it('keeps its port for itself', async () => {
    const other = await mkdtemp(path.join(tmpdir(), 'offtake-kafka-'));
    await expect(startKafka({ dataDirectory: other, port: kafka.port })).rejects.toThrow(
      new KafkaUnavailable(`Port ${kafka.port} of 127.0.0.1 is in use.`),
    );
    await rm(other, { recursive: true });
  });

  it('is gone once it has been stopped', async () => {
    const exit = exitOf(kafka);
    await kafka.stop();
    expect((await exit).expected).toBe(true);
    expect(() => process.kill(kafka.pid, 0)).toThrow();
  });
});
