import { createServer, get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { type DatabaseGate, openGate } from '@offtake/local/database-gate';
import { freePorts } from '@offtake/local/ports';
import { type Postgres, startTemporaryPostgres } from '@offtake/local/postgres';
import { startService } from '@offtake/local/service-process';
import type { Part } from '@offtake/local/supervised';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

const PATIENCE = { timeout: 30_000, interval: 50 };

/** A command service that knows of one empty book. */
const ledger = createServer((_, answer) =>
  answer.end(JSON.stringify({ books: [{ book: 'b', name: 'B', partition: 0, position: 0, hash: '' }] })),
);
let postgres: Postgres;
let gate: DatabaseGate;
let service: Part;
let url = '';

beforeAll(async () => {
  postgres = await startTemporaryPostgres({ durable: false });
  gate = await openGate(postgres.url);
  await gate.shut();
  await new Promise<void>((resolve) => ledger.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  await service?.stop();
  ledger.close();
  await gate?.shut();
  await postgres.stop();
});

async function start(): Promise<void> {
  const [port = 0, nobody = 0] = await freePorts(2);
  url = `http://127.0.0.1:${port}`;
  const environment = {
    DATABASE_URL: gate.url,
    KAFKA_BROKERS: `127.0.0.1:${nobody}`,
    OFFTAKE_OPEN: '1',
    OFFTAKE_COMMAND_URL: `http://127.0.0.1:${(ledger.address() as AddressInfo).port}`,
    LOG_LEVEL: 'silent',
  };
  const log = { file: 'none', write: () => {} } as never;
  const entry = path.join(import.meta.dirname, '../dist/main.js');
  service = await startService({ entry, port, environment, log });
}

async function ask(address: string, method = 'GET') {
  const answer = await fetch(`${url}${address}`, { method });
  const body = (await answer.json()) as Record<string, unknown>;
  return { body, status: answer.status, retryAfter: answer.headers.get('retry-after') };
}

/** A client of the stream, which reads nothing of it. */
function follow(): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    get(`${url}/api/books/b/stream`, (answer) => resolve(answer.on('error', () => {}))).on('error', reject);
  });
}

async function everybodyIsAskedToComeAgain(): Promise<void> {
  for (const [address, method] of [
    ['/readyz', 'GET'],
    ['/api/projections', 'GET'],
    ['/api/books/b/exposures', 'GET'],
    ['/api/books/b/stream', 'GET'],
    ['/api/projections/exposure/rebuilds', 'POST'],
    ['/api/books/b/resume', 'POST'],
  ]) {
    const { status, retryAfter } = await ask(address ?? '', method);
    expect([address, status, retryAfter]).toEqual([address, 503, '1']);
  }
}

describe('a projection service that starts while database and broker are away', () => {
  it('comes up, says that it is not ready, and answers everybody 503 with Retry-After', async () => {
    await start();
    await everybodyIsAskedToComeAgain();
    expect((await ask('/readyz')).body.reasons).toContainEqual(expect.stringMatching(/cannot be prepared/));
  });

  it('goes on by itself when the database is there, and says what is still away', async () => {
    const { pid } = service;
    await gate.open();
    await vi.waitFor(async () => expect((await ask('/readyz')).status).toBe(200), PATIENCE);
    expect((await ask('/api/books/b')).body).toMatchObject({ position: 0, checkpoint: 0, state: 'live' });
    const { warnings } = (await ask('/readyz')).body;
    expect(warnings).toEqual([expect.stringMatching(/^the log \(kafka\) is away since 2/)]);
    expect(service.pid).toBe(pid);
  });
});

describe('a projection service whose database goes away', () => {
  it('asks everybody to come again, keeps the streams that are open, and goes on when it is back', async () => {
    const stream = await follow();
    await gate.shut();
    await everybodyIsAskedToComeAgain();
    expect(stream.closed).toBe(false);
    await gate.open();
    await vi.waitFor(async () => expect((await ask('/readyz')).status).toBe(200), PATIENCE);
    stream.destroy();
  });

  it('ends within 10 s when it is told to, with streams that nobody reads and a database that says nothing', async () => {
    const streams = [await follow(), await follow()];
    gate.hold();
    const waiting = ask('/api/books/b').catch(() => null);
    const began = Date.now();
    await service.stop();
    expect(Date.now() - began).toBeLessThan(10_000);
    await waiting;
    for (const stream of streams) stream.destroy();
  });
});
