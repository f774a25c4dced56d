import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { UPCASTERS } from '@offtake/deals/upcasters';
import { openKafkaPublisher } from '@offtake/event-transport/kafka-publisher';
import { ensureTopic } from '@offtake/event-transport/kafka-topic';
import { DEFAULT_PARTITIONS } from '@offtake/event-transport/transport';
import { createService } from '@offtake/http-edge/service';
import { type Kafka, startKafka } from '@offtake/local/kafka';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { randomBookOf } from '../../../../packages/exposure/test/random-book.ts';
import { AppModule } from '../../src/app.module.ts';
import { contentOf, type Database, type Server, startServer } from '../ingest/read-models.ts';
import { type Asked, queryOf, questions } from './asked.ts';
import { rowsByDefinition } from './defined.ts';
import { publishAll, type TopicBook } from './topic.ts';

const BOOKS = 1_000;
const QUESTIONS_OF_EACH = 3;
/** Commands of each book, some of which are refused. */
const [FEWEST, MOST] = [10, 40];
const ASKED_AT_ONCE = 8;
const WITHIN = { timeout: 90_000, interval: 100 };
/** Another one each time. A failure names it: put it here to see the same again. */
const SEED = Date.now() % 2 ** 31;

interface Book extends TopicBook {
  readonly questions: readonly Asked[];
}
const book = randomBookOf(FEWEST, MOST).chain((events) => {
  return fc.record({
    events: fc.constant(events),
    questions: fc.array(questions(events.length), {
      minLength: QUESTIONS_OF_EACH,
      maxLength: QUESTIONS_OF_EACH,
    }),
  });
});
const books: readonly Book[] = fc.sample(book, { numRuns: BOOKS, seed: SEED }).map((each, i) => {
  return { ...each, book: `book-${i}`, partition: i % DEFAULT_PARTITIONS };
});

let server: Server;
let database: Database;
let directory: string;
let broker: Kafka;
let app: NestFastifyApplication;
let origin: string;

beforeAll(async () => {
  process.env.LOG_LEVEL = 'error';
  directory = await mkdtemp(path.join(tmpdir(), 'offtake-random-'));
  [server, broker] = await Promise.all([startServer(), startKafka({ dataDirectory: directory })]);
  database = await server.openDatabase();
  const brokers = [broker.brokers];
  await ensureTopic({ brokers });
  const log = { kind: 'kafka', brokers } as const;
  const config = { databaseUrl: database.url, open: true, commandUrl: null, internalToken: '', log };
  app = await createService(AppModule.from(config));
  await app.listen(0, '127.0.0.1');
  origin = await app.getUrl();
  const publisher = openKafkaPublisher({ brokers });
  await publishAll(publisher, books).finally(() => publisher.close());
});
afterAll(async () => {
  await app?.close();
  await database?.close();
  await Promise.all([server?.postgres.stop(), broker?.stop()]);
  await rm(directory, { recursive: true, force: true });
});

const all = books.reduce((sum, { events }) => sum + events.length, 0);

describe(`${BOOKS} random books in one topic (seed ${SEED})`, () => {
  it('hold events of every type', () => {
    const seen = new Set(books.flatMap(({ events }) => events.map(({ type }) => type)));
    expect([...seen].sort()).toEqual(Object.keys(UPCASTERS).sort());
  });

  it('are projected to the last event', async () => {
    const text = `select count(*)::int as books, sum(position)::int as events,
      min(book || ': ' || reason) as halted from exposure_1.checkpoint`;
    const expected = [{ books: BOOKS, events: all, halted: null }];
    await vi.waitFor(async () => expect(await database.rows(text)).toEqual(expected), WITHIN);
  });

  it('have the exposures of the definition at random coordinates', async () => {
    const open = books.flatMap((each) => each.questions.map((asked) => ({ ...each, asked })));
    let told = 0;
    const askAll = async (): Promise<void> => {
      for (let next = open.pop(); next; next = open.pop()) {
        const address = `/api/books/${next.book}/exposures?${queryOf(next.asked)}`;
        const rows = sorted(await rowsAt(address));
        expect(rows, `${address} (seed ${SEED})`).toEqual(sorted(rowsByDefinition(next.events, next.asked)));
        told += rows.length;
      }
    };
    await Promise.all(Array.from({ length: ASKED_AT_ONCE }, askAll));
    // Most questions are about something.
    expect(told).toBeGreaterThan(BOOKS * QUESTIONS_OF_EACH);
  });

  it('are the same read models after a rebuild, byte for byte', async () => {
    const live = await contentOf(database, 'exposure_1');
    const rebuild = await fetch(`${origin}/api/projections/exposure/rebuilds`, { method: 'POST' });
    expect([rebuild.status, await rebuild.json()]).toEqual([202, { generation: 2 }]);
    const active = () => database.rows('select active_generation as generation from exposure.pointer');
    await vi.waitFor(async () => expect(await active()).toEqual([{ generation: 2 }]), WITHIN);
    // Compared as a whole: a difference in so long a text would take longer to print than to find again.
    expect((await contentOf(database, 'exposure_2')) === live, `rebuilt otherwise (seed ${SEED})`).toBe(true);
  });
});

async function rowsAt(address: string): Promise<readonly object[]> {
  const response = await fetch(`${origin}${address}`);
  const answer = (await response.json()) as { readonly rows?: readonly object[] };
  if (!answer.rows) throw new Error(`${address}: ${JSON.stringify(answer)} (seed ${SEED})`);
  return answer.rows;
}

/** Without the mark of a dispute; keys and rows in one order. */
function sorted(rows: readonly object[]): readonly string[] {
  return rows
    .map((row) => {
      const { disputed: _, ...rest } = row as { readonly disputed?: true };
      return JSON.stringify(Object.fromEntries(Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1))));
    })
    .sort();
}
