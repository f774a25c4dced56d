import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chainHash } from '@offtake/event-store/chain';
import { connect } from '@offtake/event-store/store';
import { type Postgres, startTemporaryPostgres } from '@offtake/local/postgres';
import { type System, startSystem } from '@offtake/local/system';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';

const book = 'kept';
let postgres: Postgres;
let system: System;
let home: string;
const at = (name: string) => path.join(home, name);

/** A system on a database whose owner the test is, and which no broker has seen. */
beforeAll(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'offtake-e2e-'));
  postgres = await startTemporaryPostgres({ durable: false });
  const options = { home, port: 0, log: 'postgres', build: false, example: false, say: () => {} } as const;
  system = await startSystem({ ...options, databaseUrl: postgres.url });
  await call('POST /api/books', { book, name: 'Kept' });
  const example = path.join(import.meta.dirname, '../../examples/ai-compute.ndjson');
  expect((await offtake('import', '--book', book, '--file', example)).code).toBe(0);
});
afterAll(async () => {
  await system?.stop();
  await postgres?.stop();
  await rm(home, { recursive: true, force: true });
});

interface Ran {
  readonly code: number;
  readonly out: string;
}
interface Said {
  readonly intact: boolean;
  readonly position: number;
  readonly findings: readonly { readonly where: string; readonly position: number; readonly reason: string }[];
  readonly agrees: readonly string[];
  readonly sameInReadModels: boolean | null;
}

/** The program, as `npm run offtake -- …` runs it, on the system of this test unless another is named. */
function offtake(...words: readonly string[]): Promise<Ran> {
  const program = path.join(import.meta.dirname, '../../apps/cli/src/offtake.ts');
  const env = { ...process.env, OFFTAKE_HOME: home };
  return new Promise((resolve) => {
    execFile(process.execPath, [program, ...words], { env, maxBuffer: 2 ** 24 }, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, out: `${stdout}${stderr}` });
    });
  });
}

async function verify(...words: readonly string[]): Promise<Said & { readonly code: number }> {
  const { code, out } = await offtake('verify', '--json', ...words);
  const [said] = (JSON.parse(out) as { books: Said[] }).books;
  if (said === undefined) throw new Error(out);
  return { ...said, code };
}

async function call(what: string, body?: object, origin = system.url, key = system.key): Promise<string> {
  const [method = '', route = ''] = what.split(' ');
  const headers = { authorization: `Bearer ${key}`, ...(body ? { 'content-type': 'application/json' } : {}) };
  const answer = await fetch(`${origin}${route}`, { method, headers, body: body ? JSON.stringify(body) : null });
  if (!answer.ok) throw new Error(`${what}: ${answer.status} ${await answer.text()}`);
  return answer.text();
}

describe('a book that nobody has touched', () => {
  it('fits, in the ledger and in the read models, and its checkpoint is kept', async () => {
    const { code, position, findings, ...rest } = await verify('--book', book, '--save', at('then.json'));
    expect({ code, findings }).toEqual({ code: 0, findings: [] });
    expect(rest).toMatchObject({ intact: true, sameInReadModels: true, agrees: ['the checkpoint of now'] });
    expect(JSON.parse(await readFile(at('then.json'), 'utf8'))).toMatchObject({ book, position });
    const { code: all, out } = await offtake('verify');
    expect([all, out]).toEqual([0, expect.stringContaining('the read models have the same events')]);
  });

  it('says what it cannot find out, and what it was not told', async () => {
    expect((await offtake('verify', '--book', 'none')).code).toBe(3);
    expect((await offtake('verify', '--url', 'http://127.0.0.1:9')).code).toBe(3);
    expect((await offtake('verify', '--file', at('then.json'), '--save', at('x'))).code).toBe(2);
    expect((await offtake('praise')).code).toBe(2);
  });
});

describe('its export', () => {
  const there = { origin: inject('origin'), key: inject('key') };
  const reads = ['export', 'exposures?groupBy=obligor,obligee,account,deal,leg,due-year', 'deals', 'parties'];
  const readAll = (origin: string, key: string) =>
    Promise.all(reads.map((route) => call(`GET /api/books/${book}/${route}`, undefined, origin, key)));

  it('is restored elsewhere, goes through a broker that never saw it, and reads the same, rebuilt too', async () => {
    expect((await offtake('export', '--book', book, '--out', at('kept.ndjson'))).code).toBe(0);
    const known = at('key.pem');
    const { publicKey } = JSON.parse(await readFile(at('then.json'), 'utf8')) as { publicKey: string };
    await writeFile(known, publicKey);
    const witness = ['--against', at('then.json'), '--public-key', known];
    expect(await verify('--file', at('kept.ndjson'), ...witness)).toMatchObject({ code: 0, agrees: [at('then.json')] });

    await writeFile(at('other-key'), there.key);
    const other = ['--url', there.origin, '--key-file', at('other-key')];
    expect((await offtake('restore', '--file', at('kept.ndjson'), ...other)).code).toBe(0);
    expect((await offtake('restore', '--file', at('kept.ndjson'), ...other)).code).toBe(1);
    const { keys } = JSON.parse(await call('GET /api/checkpoint-keys', undefined, there.origin, there.key));
    await writeFile(at('other.pem'), keys[0].publicKey);
    const restored = await verify('--book', book, ...other, ...witness, '--public-key', at('other.pem'));
    expect(restored).toMatchObject({ code: 0, sameInReadModels: true });
    expect(restored.agrees).toEqual(['the checkpoint of now', at('then.json')]);

    const before = await readAll(there.origin, there.key);
    expect(before).toEqual(await readAll(system.url, system.key));
    const headers = { authorization: `Bearer ${there.key}` };
    const begin = async () =>
      (await fetch(`${there.origin}/api/projections/exposure/rebuilds`, { method: 'POST', headers })).status;
    // Somebody else's may be under way.
    await expect.poll(begin, { timeout: 60_000, interval: 200 }).toBe(202);
    const state = async () =>
      JSON.parse(await call('GET /api/projections', undefined, there.origin, there.key)).projections[0].rebuild.state;
    await expect.poll(state, { timeout: 60_000, interval: 200 }).toBe('done');
    expect(await readAll(there.origin, there.key)).toEqual(before);
  });
});

describe('a book in which somebody has changed an event', () => {
  const changed = 17;
  async function asOwner(...statements: readonly (readonly [string, readonly unknown[]])[]): Promise<void> {
    const client = new pg.Client({ connectionString: postgres.url });
    await client.connect();
    try {
      await client.query('alter table ledger.event disable trigger user');
      for (const [text, values] of statements) await client.query(text, [...values]);
      await client.query('alter table ledger.event enable trigger user');
    } finally {
      await client.end();
    }
  }

  it('does not fit from there on', async () => {
    const text = `update ledger.event set body = replace(body, '"announcedOn":"20', '"announcedOn":"19') where book = $1 and position = $2`;
    await asOwner([text, [book, changed]]);
    const { code, position, findings } = await verify('--book', book);
    expect({ code, position }).toEqual({ code: 1, position: changed - 1 });
    const reason = 'its hash does not follow from what it says and the hash before it';
    expect(findings).toEqual([{ where: 'ledger', position: changed, reason }]);
    expect((await offtake('verify', '--book', book)).out).toContain(`ledger, at ${changed}: ${reason}`);
    expect((await offtake('export', '--book', book, '--out', at('no.ndjson'))).code).toBe(1);
    await expect(readFile(at('no.ndjson'))).rejects.toThrow('ENOENT');
  });

  it('does not fit its old checkpoint, nor the read models, where all hashes were made anew', async () => {
    const store = connect(postgres.url);
    const rewritten: [string, unknown[]][] = [];
    let last = (await store.eventAt(book, changed - 1))?.hash ?? '';
    for await (const page of store.pages(book, { after: changed - 1 })) {
      for (const event of page) {
        last = chainHash(last, event);
        const text = `update ledger.event set hash = decode($3, 'hex') where book = $1 and position = $2`;
        rewritten.push([text, [book, event.position, last]]);
      }
    }
    await store.close();
    await asOwner(...rewritten, [`update ledger.book set hash = decode($2, 'hex') where book = $1`, [book, last]]);
    const { code, findings } = await verify('--book', book, '--against', at('then.json'));
    expect(code).toBe(1);
    expect(findings.map(({ where, position }) => [where, position])).toEqual([
      ['read models', changed],
      ['checkpoint', rewritten.length + changed - 1],
    ]);
  });
});
