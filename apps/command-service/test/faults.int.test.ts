import { Agent, request as httpRequest } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect } from '@offtake/event-store/store';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { registered } from './commands.ts';
import { importLines, KEY, post, type Services, startServices } from './services.ts';

const PATIENCE_MS = 15_000;

let services: Services;
let url = '';

beforeAll(async () => {
  services = await startServices(1, { OFFTAKE_LOG: 'postgres' });
  [url = ''] = services.urls;
});
afterAll(() => services.stop());

async function verified(book: string): Promise<number> {
  const store = connect(services.databaseUrl);
  try {
    return (await store.verify(book)).position;
  } finally {
    await store.close();
  }
}

/** Ends every connection that the service has to the database. */
async function cutConnections(): Promise<void> {
  const admin = new pg.Client({ connectionString: services.adminUrl });
  await admin.connect();
  await admin.query("select pg_terminate_backend(pid) from pg_stat_activity where usename = 'offtake_command'");
  await admin.end();
}

describe('connections to the database that break', () => {
  it('are a 503 that asks to come back, and lose and double nothing for who does', async () => {
    await post(`${url}/api/books`, { book: 'cut', name: 'Cut' });
    let cutting = true;
    const cut = (async () => {
      for (let times = 0; times < 5; times += 1) {
        await sleep(100);
        await cutConnections();
      }
      cutting = false;
    })();
    const statuses = new Set<number>();
    let sent = 0;
    const write = async (writer: number) => {
      for (let n = 0; cutting; n += 1) {
        const name = `party-${writer}-${n}`;
        const headers = { 'idempotency-key': name };
        await vi.waitFor(async () => {
          const answer = await post(`${url}/api/books/cut/events`, registered(name), headers);
          statuses.add(answer.status);
          expect(answer.status).toBe(201);
        }, PATIENCE_MS);
        sent += 1;
      }
    };
    await Promise.all([...[1, 2, 3, 4, 5, 6, 7, 8].map(write), cut]);
    expect([...statuses].filter((status) => status !== 201 && status !== 503)).toEqual([]);
    expect(await verified('cut')).toBe(sent);
  });
});

describe('an import whose sender goes away', () => {
  it('ends after the chunk that it is at, and can be sent again from the start', async () => {
    await post(`${url}/api/books`, { book: 'gone', name: 'Gone' });
    const lines = Array.from({ length: 3_000 }, (_, n) => ({ ...registered(`p-${n}`), idempotencyKey: `k-${n}` }));
    const sending = httpRequest(`${url}/api/books/gone/imports`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-ndjson', authorization: `Bearer ${KEY}` },
    });
    sending.on('error', () => {});
    sending.write(
      lines
        .map((line) => `${JSON.stringify(line)}\n`)
        .slice(0, 2_000)
        .join(''),
    );
    await vi.waitFor(async () => expect(await verified('gone')).toBeGreaterThan(0), PATIENCE_MS);
    sending.destroy();
    const told = await vi.waitFor(() => importLines(`${url}/api/books/gone/imports`, lines), PATIENCE_MS);
    expect(told.at(-1)).toMatchObject({ done: true, lines: 3_000, refused: 0, position: 3_000 });
    expect(await verified('gone')).toBe(3_000);
  });
});

describe('an import that is refused early', () => {
  it('is answered although the sender is still sending, and leaves the connection to the next request', async () => {
    await post(`${url}/api/books`, { book: 'early', name: 'Early' });
    const lines = ['{', ...Array.from({ length: 20_000 }, (_, n) => registered(`p-${n}`))];
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const send = (path: string, type: string, body: string) =>
      new Promise<string>((resolve, reject) => {
        const headers = { 'content-type': type, authorization: `Bearer ${KEY}` };
        const sending = httpRequest(`${url}${path}`, { method: 'POST', headers, agent }, (answer) => {
          text(answer).then(resolve, reject);
        });
        sending.on('error', reject).end(body);
      });
    const file = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n');
    const began = Date.now();
    const [first = '', last = ''] = (await send('/api/books/early/imports', 'application/x-ndjson', file)).split('\n');
    expect(JSON.parse(first)).toMatchObject({ line: 1 });
    expect(JSON.parse(last)).toMatchObject({ done: true, refused: 1, nextLine: 1 });
    const next = await send('/api/books/early/events', 'application/json', JSON.stringify(registered('a')));
    expect(JSON.parse(next)).toMatchObject({ position: 1 });
    expect(Date.now() - began).toBeLessThan(4_000);
    agent.destroy();
  });
});

describe('a service that is stopped', () => {
  it('ends within 10 s, tells an import under way where to go on, and keeps what it has recorded', async () => {
    await post(`${url}/api/books`, { book: 'stopped', name: 'Stopped' });
    let answer = '';
    const answered = new Promise<void>((resolve) => {
      const headers = { 'content-type': 'application/x-ndjson', authorization: `Bearer ${KEY}` };
      const sending = httpRequest(`${url}/api/books/stopped/imports`, { method: 'POST', headers }, (told) => {
        told.on('data', (bytes: Buffer) => {
          answer += bytes.toString();
        });
        told.on('close', resolve);
      });
      sending.write(`${JSON.stringify(registered('a'))}\n${JSON.stringify(registered('b'))}\n{"half":`);
    });
    await vi.waitFor(async () => expect(await verified('stopped')).toBe(2), PATIENCE_MS);
    const began = Date.now();
    await services.end();
    expect(Date.now() - began).toBeLessThan(10_000);
    await answered;
    expect(JSON.parse(answer)).toMatchObject({ done: false, recorded: 2, refused: 0, nextLine: 3 });
  });
});
