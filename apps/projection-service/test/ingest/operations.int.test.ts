import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { EventStore } from '@offtake/event-store/store';
import { createService } from '@offtake/http-edge/service';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { AppModule } from '../../src/app.module.ts';
import type { Projections } from '../../src/ingest/projections.query.ts';
import { announced, performed, registered } from './events.ts';
import { type Database, type Server, startServer } from './read-models.ts';
import { append, openLedger } from './service.ts';

const WITHIN = { timeout: 20_000, interval: 50 };
const EVENTS = 600;

/** The command service, as far as this one asks it: it relays nothing more of the book c. */
const heads = createServer(async (_, answer) => {
  const books = await ledger.books();
  const said = books.map(({ book, name, partition, position, hash }) => {
    return { book, name, partition, position, hash, ...(book === 'c' ? { setAside: 'event 3 is refused' } : {}) };
  });
  answer.end(JSON.stringify({ books: said }));
});
let server: Server;
let database: Database;
let ledger: EventStore;
let app: NestFastifyApplication;
let origin = '';

beforeAll(async () => {
  process.env.LOG_LEVEL = 'silent';
  server = await startServer();
  database = await server.openDatabase();
  ledger = await openLedger(database.url, 'b', 'c');
  await new Promise<void>((resolve) => heads.listen(0, '127.0.0.1', resolve));
  const commandUrl = `http://127.0.0.1:${(heads.address() as AddressInfo).port}`;
  app = await createService(
    AppModule.from({ databaseUrl: database.url, open: true, commandUrl, internalToken: '', log: { kind: 'postgres' } }),
  );
  await app.listen(0, '127.0.0.1');
  origin = await app.getUrl();
  const said = Array.from({ length: EVENTS / 2 }, (_, n) => [announced(`d${n}`, '5'), performed(`d${n}`, 2, '1')]);
  await append(ledger, 'b', said.flat());
  await append(ledger, 'c', [registered('x')]);
  await vi.waitFor(async () => expect(await bookOf('b')).toMatchObject({ checkpoint: EVENTS, lag: 0 }), WITHIN);
});
afterAll(async () => {
  await app.close();
  heads.close();
  heads.closeAllConnections();
  await ledger.close();
  await database.close();
  await server.postgres.stop();
});

async function read(): Promise<Projections> {
  return (await (await fetch(`${origin}/api/projections`)).json()) as Projections;
}
async function projection() {
  const { projections } = await read();
  const [exposure] = projections;
  if (!exposure) throw new Error('no projection');
  return exposure;
}
async function bookOf(book: string) {
  return (await projection()).books.find((each) => each.book === book) ?? { lag: null, checkpoint: -1, state: 'none' };
}
const metrics = async () => (await fetch(`${origin}/metrics`)).text();
const post = (path: string) => fetch(`${origin}/api/${path}`, { method: 'POST' });

describe('a halted book', () => {
  it('is shown with its reason and its event, in metrics too, while others go on, and is resumed', async () => {
    const event = '01890a5d-ac96-774b-bcce-b302099a8057';
    await database.rows(
      `update exposure_1.checkpoint set state = 'halted', reason = 'it does not fold', event = $1, halted_at = now()
       where book = 'b'`,
      [event],
    );
    await append(ledger, 'b', [announced('late', '5')], EVENTS);
    await append(ledger, 'c', [registered('y')], 1);
    await vi.waitFor(async () => expect((await bookOf('c')).checkpoint).toBe(2), WITHIN);
    await vi.waitFor(async () => expect((await bookOf('b')).lag).toBe(1), WITHIN);
    expect(await projection()).toMatchObject({ state: 'halted' });
    const halted = { state: 'halted', reason: 'it does not fold', event, checkpoint: EVENTS };
    expect(await bookOf('b')).toMatchObject(halted);
    expect(await metrics()).toContain('offtake_projection_halted{book="b"} 1');
    expect(await metrics()).toContain('offtake_projection_halted{book="c"} 0');

    expect((await post('books/b/resume')).status).toBe(200);
    await vi.waitFor(async () => expect((await bookOf('b')).checkpoint).toBe(EVENTS + 1), WITHIN);
    expect(await projection()).toMatchObject({ state: 'live' });
    expect(await metrics()).toContain('offtake_projection_halted{book="b"} 0');
    expect((await post('books/nobody/resume')).status).toBe(404);
  });
});

describe('what carries the events', () => {
  it('is said by partition, with its books and how far behind they are', async () => {
    const said = async () => (await read()).partitions?.filter(({ books }) => books.length > 0);
    // Both lie in one partition; without a broker its offsets order no more than a book.
    const caughtUp = { books: ['b', 'c'], lag: 0, next: null, end: null };
    await vi.waitFor(async () => expect(await said()).toMatchObject([caughtUp]), WITHIN);
  });
});

describe('the services', () => {
  it('say whether they can do their work; one whose readiness cannot be read counts as silent', async () => {
    const { services } = await read();
    expect(services).toMatchObject([
      { service: 'command', state: 'silent' },
      { service: 'projection', state: 'ready', reasons: [] },
    ]);
  });
});

describe('a book of which the relay publishes nothing more', () => {
  it('is shown with the reason', async () => {
    expect(await bookOf('c')).toMatchObject({ setAside: 'event 3 is refused' });
    expect(await bookOf('b')).not.toHaveProperty('setAside');
  });
});

describe('a rebuild', () => {
  it('is refused while another is under way, and says in the end that it made the same', async () => {
    const answers = await Promise.all([1, 2].map(() => post('projections/exposure/rebuilds')));
    expect(answers.map(({ status }) => status).sort()).toEqual([202, 409]);
    await vi.waitFor(async () => expect((await projection()).generation).toBe(2), WITHIN);
    const total = EVENTS + 3;
    const { rebuild } = await projection();
    expect(rebuild).toMatchObject({ generation: 2, state: 'done', done: total, total });
    expect(rebuild?.comparison).toEqual({ books: 2, differing: [] });
  });
});
