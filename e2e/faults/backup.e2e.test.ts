import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { type Postgres, startTemporaryPostgres } from '@offtake/local/postgres';
import { type System, startSystem } from '@offtake/local/system';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contentOf, rebuild } from './harness/check-rebuild.ts';

const WITHIN = { timeout: 60_000, interval: 100 };

/** A whole system: a database whose owner the test is, and a broker of its own. */
interface Whole {
  readonly postgres: Postgres;
  readonly system: System;
  stop(): Promise<void>;
}
interface Book {
  readonly book: string;
  readonly position: number;
  readonly checkpoint: number;
}

let folder: string;
let running: Whole | null = null;
const fileOf = (book: string) => path.join(folder, `${book}.ndjson`);

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'offtake-backup-'));
});
afterAll(async () => {
  await running?.stop();
  await rm(folder, { recursive: true, force: true });
});

async function start(name: string): Promise<Whole> {
  const home = path.join(folder, name);
  await mkdir(home);
  const postgres = await startTemporaryPostgres({ durable: false });
  const options = { home, port: 0, log: 'kafka', build: false, example: false, say: () => {} } as const;
  const system = await startSystem({ ...options, databaseUrl: postgres.url }).catch(async (error: unknown) => {
    await postgres.stop();
    throw error;
  });
  const stop = async () => {
    running = null;
    await system.stop();
    await postgres.stop();
  };
  running = { postgres, system, stop };
  return running;
}

/** The program, as `npm run offtake -- …` runs it. @throws where it does not end well */
async function offtake({ system }: Whole, ...words: readonly string[]): Promise<string> {
  const program = path.join(import.meta.dirname, '../../apps/cli/src/offtake.ts');
  const env = { ...process.env, OFFTAKE_HOME: system.home };
  const options = { env, maxBuffer: 2 ** 24 };
  return (await promisify(execFile)(process.execPath, [program, ...words], options)).stdout;
}

async function ask<T>({ system }: Whole, method: string, address: string, body?: object): Promise<T> {
  const headers = { authorization: `Bearer ${system.key}`, ...(body ? { 'content-type': 'application/json' } : {}) };
  const sent = { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) };
  const answer = await fetch(`${system.url}${address}`, sent);
  if (!answer.ok) throw new Error(`${method} ${address}: ${answer.status} ${await answer.text()}`);
  return answer.json() as Promise<T>;
}

async function books(whole: Whole): Promise<readonly Book[]> {
  const { books } = await ask<{ books: Book[] }>(whole, 'GET', '/api/books');
  return books.map(({ book, position, checkpoint }) => ({ book, position, checkpoint }));
}

describe('a backup of every book', () => {
  it('makes an empty system the same again: chains, a topic that is filled by itself, read models, a rebuild', async () => {
    const before = await start('before');
    const example = path.join(import.meta.dirname, '../../examples/ai-compute.ndjson');
    for (const book of ['ai-compute', 'second']) {
      await ask(before, 'POST', '/api/books', { book, name: `The book ${book}` });
      await offtake(before, 'import', '--book', book, '--file', example);
    }
    await expect.poll(() => books(before), WITHIN).toSatisfy(isCaughtUp);
    const there = await books(before);
    const content = await contentOf(before.postgres.url);
    for (const { book } of there) await offtake(before, 'export', '--book', book, '--out', fileOf(book));
    // All of it is gone: ledger, topic, read models, keys.
    await before.stop();

    const after = await start('after');
    expect(await books(after)).toEqual([]);
    for (const { book } of there) await offtake(after, 'restore', '--file', fileOf(book));
    await expect.poll(() => books(after), WITHIN).toEqual(there);
    for (const { book } of there) await offtake(after, 'verify', '--book', book);
    expect(await contentOf(after.postgres.url)).toEqual(content);
    await rebuild({ projectionUrls: [after.system.url], key: after.system.key });
    expect(await contentOf(after.postgres.url)).toEqual(content);

    await ask(after, 'POST', '/api/books/second/events', {
      type: 'PartyRegistered',
      party: 'newcomer',
      announcedOn: '2026-11-01',
      data: { name: 'Newcomer' },
      evidence: [{ publisher: 'the test', tier: 'company' }],
    });
    const grown = there.map(({ book, position }) => {
      const now = position + (book === 'second' ? 1 : 0);
      return { book, position: now, checkpoint: now };
    });
    await expect.poll(() => books(after), WITHIN).toEqual(grown);
  }, 300_000);
});

function isCaughtUp(all: readonly Book[]): boolean {
  return all.length > 0 && all.every(({ position, checkpoint }) => position > 0 && checkpoint === position);
}
