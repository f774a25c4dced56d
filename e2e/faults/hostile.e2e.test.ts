import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { call, createBook, importLines, read, record } from '../api.ts';
import { givenBook, partyRegistered } from '../given.ts';
import { type Attack, Attacks } from './hostile/attack.ts';
import { faultOf } from './hostile/judge.ts';
import { residentMib } from './hostile/memory.ts';
import type { ApiDocument } from './hostile/schema.ts';
import { endConnections, type Origins, send } from './hostile/send.ts';
import { readSeed } from './plan.ts';

const REQUESTS = 10_000;
/** Until caches are filled and the code is compiled. */
const WARM_UP = 3_000;
const AT_ONCE = 24;
const WITHIN_MS = 300_000;
/** What the collector leaves lying goes up and down by 130. Who kept 75 KiB of each request would pass this. */
const MOST_GROWTH_MIB = 256;
/** What is sent is not wrong in one way only. */
const MET = ['200', '201', '204', '400', '401', '403', '404', '409', '413', '415', '422', '431', 'raw 400', 'raw 431'];
const MOST_TOLD = 20;

const BOOK = 'hostile';
const EMPTY = 'hostile-empty';
const canary = `canary${Date.now().toString(36)}${'s'.repeat(32)}`;
const seed = readSeed();
const root = path.resolve(import.meta.dirname, '../..');
const secrets: string[] = [
  canary,
  inject('key'),
  inject('session').value,
  new URL(inject('signInLink')).hash.slice('#code='.length),
];
const problemTypes = new Set(
  [...readFileSync(path.join(root, 'docs/problems.md'), 'utf8').matchAll(/^## (\S+)$/gm)].map(
    ([, slug]) => `/docs/problems#${slug}`,
  ),
);

let attacks: Attacks;
let origins: Origins;
let pids: Record<string, number>;
const faults: string[] = [];
const statuses = new Map<string, number>();

async function makeKey(principal: string, role: string | null): Promise<{ id: string; key: string }> {
  const made = (await (await call('POST', '/api/keys', { principal })).json()) as {
    id: string;
    key: string;
  };
  secrets.push(made.key);
  if (role === null) return made;
  for (const book of [BOOK, EMPTY]) await call('PUT', `/api/books/${book}/members/${principal}`, { role });
  return made;
}

interface RunRecord {
  readonly ports: Readonly<Record<'command' | 'projection', number>>;
  readonly children: Readonly<Record<string, { readonly pid: number }>>;
}

const homeFile = (name: string) => readFileSync(path.join(inject('home'), name), 'utf8');
const runRecord = () => JSON.parse(homeFile('run.json')) as RunRecord;

/** Of the two services: another one would mean that the starter had to bring it back. */
function servicePids(): Record<string, number> {
  const services = Object.entries(runRecord().children).filter(([name]) => name.endsWith(' service'));
  return Object.fromEntries(services.map(([name, { pid }]) => [name, pid]));
}

beforeAll(async () => {
  await givenBook(BOOK);
  await createBook(EMPTY);
  const operator = await makeKey('a-hostile-operator', 'operator');
  const reader = await makeKey('a-hostile-reader', 'reader');
  const spares = await Promise.all(['spare-a', 'spare-b'].map((name) => makeKey(name, null)));
  const targets = {
    own: [BOOK, EMPTY],
    foreign: 'ai-compute',
    operatorKey: operator.key,
    readerKey: reader.key,
    platformKey: inject('key'),
    spareKeyIds: spares.map(({ id }) => id),
    canary,
  };
  secrets.push(...Object.values(JSON.parse(homeFile('passwords.json')) as Record<string, string>));
  attacks = new Attacks(await read<ApiDocument>('/api/openapi.json'), targets, seed);
  const { ports } = runRecord();
  const at = (port: number) => `http://127.0.0.1:${port}`;
  origins = { gateway: inject('origin'), command: at(ports.command), projection: at(ports.projection) };
  pids = servicePids();
});
afterAll(endConnections);

async function attackAll(from: number, to: number): Promise<void> {
  let next = from;
  const worker = async () => {
    while (next < to) {
      const attack = attacks.at(next++);
      const fault = await faultIn(attack);
      if (fault !== null) faults.push(fault);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

async function faultIn(attack: Attack): Promise<string | null> {
  const said = `${attack.n} ${attack.bytes ? 'raw ' : ''}${attack.method} ${attack.path.slice(0, 200)} at the ${attack.to}`;
  try {
    const answer = await send(attack, origins);
    const status = `${attack.bytes ? 'raw ' : ''}${answer?.status ?? 'closed'}`;
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
    for (const [key] of answer?.text.matchAll(/\bofk_[0-9a-f]+_[0-9a-f]+/g) ?? []) secrets.push(key);
    const fault = faultOf(attack, answer, problemTypes);
    return (
      fault &&
      `${said}: ${fault}: ${answer?.status} ${answer?.text.slice(0, 300)}\n  ${attack.body?.toString('utf8').slice(0, 600)}`
    );
  } catch (error) {
    return `${said}: ${(error as Error).message}`;
  }
}

describe(`${REQUESTS} hostile requests (OFFTAKE_SEED=${seed})`, () => {
  it('are each answered by what the contract allows, and leave no memory behind', { timeout: WITHIN_MS }, async () => {
    await attackAll(0, WARM_UP);
    const before = await residentMib(pids);
    await attackAll(WARM_UP, REQUESTS);
    const after = await residentMib(pids);
    const answers = Object.fromEntries([...statuses].toSorted());
    process.stdout.write(`${JSON.stringify({ seed, answers, residentMib: { before, after } })}\n`);
    expect(faults.slice(0, MOST_TOLD)).toEqual([]);
    expect([...statuses.keys()]).toEqual(expect.arrayContaining(MET));
    expect(servicePids()).toEqual(pids);
    for (const [name, mib] of Object.entries(before)) expect(after[name]).toBeLessThan(mib + MOST_GROWTH_MIB);
  });

  it('leave no secret in a log', () => {
    const folder = path.join(inject('home'), 'logs');
    for (const file of readdirSync(folder)) {
      const lines = readFileSync(path.join(folder, file), 'utf8').split('\n');
      // Of a key the part that is secret, on its own.
      const bare = secrets.map((secret) => secret.replace(/^ofk_[0-9a-f]+_/, ''));
      expect(lines.filter((line) => bare.some((secret) => line.includes(secret)))).toEqual([]);
    }
  });

  it('leave a system that records, reads and verifies', async () => {
    await importLines(BOOK, [partyRegistered('afterwards', 'Afterwards Inc.')]);
    const { position } = await record(BOOK, partyRegistered('at-last', 'At Last Ltd.'));
    const book = await read<{ checkpoint: number; state: string }>(`/api/books/${BOOK}?minPosition=${position}`);
    expect(book).toMatchObject({ checkpoint: position, state: 'live' });
    const program = path.join(root, 'apps/cli/src/offtake.ts');
    for (const name of [BOOK, EMPTY, 'ai-compute']) {
      const env = { ...process.env, OFFTAKE_HOME: inject('home') };
      const { stdout } = await promisify(execFile)(process.execPath, [program, 'verify', '--json', '--book', name], {
        env,
      });
      expect(JSON.parse(stdout)).toMatchObject({ books: [{ book: name, intact: true }] });
    }
  });
});
