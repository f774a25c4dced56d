import { type DatabaseGate, openGate } from '@offtake/local/database-gate';
import { freePorts } from '@offtake/local/ports';
import { type Postgres, startTemporaryPostgres } from '@offtake/local/postgres';
import { startService } from '@offtake/local/service-process';
import type { Part } from '@offtake/local/supervised';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { registered } from './commands.ts';
import { KEY, PASSWORDS, post, run, script } from './services.ts';

const PATIENCE = { timeout: 30_000, interval: 50 };
const authorization = `Bearer ${KEY}`;

let postgres: Postgres;
let gate: DatabaseGate;
let service: Part;
let url = '';
let nobody = 0;

beforeAll(async () => {
  postgres = await startTemporaryPostgres({ durable: false });
  const admin = { OFFTAKE_ADMIN_DATABASE_URL: postgres.url };
  await run('migrate', { ...admin, ...PASSWORDS });
  await run('operator-key', admin, `${KEY}\n`);
  const role = `offtake_command:${encodeURIComponent(PASSWORDS.OFFTAKE_COMMAND_PASSWORD)}`;
  gate = await openGate(`postgres://${role}@127.0.0.1:${postgres.port}/postgres`);
});
afterAll(async () => {
  await service?.stop();
  await gate?.shut();
  await postgres.stop();
});

async function start(): Promise<void> {
  const [port = 0, closed = 0] = await freePorts(2);
  nobody = closed;
  url = `http://127.0.0.1:${port}`;
  const environment = { DATABASE_URL: gate.url, KAFKA_BROKERS: `127.0.0.1:${nobody}`, LOG_LEVEL: 'silent' };
  const log = { file: 'none', write: () => {} } as never;
  service = await startService({ entry: script('main'), port, environment, log });
}

async function ready() {
  const answer = await fetch(`${url}/readyz`);
  const body = (await answer.json()) as { reasons: string[]; warnings: string[] };
  return { ...body, status: answer.status, retryAfter: answer.headers.get('retry-after') };
}

describe('a command service that starts while database and broker are away', () => {
  it('comes up, says that it is not ready, and answers everybody 503 with Retry-After', async () => {
    await gate.shut();
    await start();
    expect(await ready()).toMatchObject({ status: 503, retryAfter: '1', reasons: [expect.any(String)] });
    for (const headers of [{ authorization }, { authorization, 'idempotency-key': 'k' }]) {
      const answer = await post(`${url}/api/books`, { book: 'away', name: 'Away' }, headers);
      expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '1']);
    }
  });

  it('goes on by itself when the database is there, and takes commands while the broker is still away', async () => {
    const { pid } = service;
    await gate.open();
    await vi.waitFor(async () => expect(await ready()).toMatchObject({ status: 200, reasons: [] }), PATIENCE);
    expect((await post(`${url}/api/books`, { book: 'away', name: 'Away' })).status).toBe(201);
    expect((await post(`${url}/api/books/away/events`, registered('a'))).status).toBe(201);
    await vi.waitFor(async () => {
      const { status, warnings } = await ready();
      expect(status).toBe(200);
      expect(warnings).toEqual([expect.stringMatching(/^nothing is published since 2.*Kafka/)]);
    }, PATIENCE);
    expect(service.pid).toBe(pid);
  });
});

describe('a command service whose database says nothing any more', () => {
  it('answers 503, and ends within 10 s when it is told to', async () => {
    gate.hold();
    expect((await post(`${url}/api/books/away/events`, registered('b'))).status).toBe(503);
    const began = Date.now();
    await service.stop();
    expect(Date.now() - began).toBeLessThan(10_000);
  });
});
