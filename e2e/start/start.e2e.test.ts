import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, readFile, readlink, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePorts } from '@offtake/local/ports';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');
const secondStartWithinMs = 20_000;

let home: string;
let port: number;

beforeAll(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'offtake-start-'));
  [port = 0] = await freePorts(1);
});
afterAll(async () => {
  // Only where a test has failed is one of them left.
  for (const { process: child, ended } of started) {
    child.kill('SIGTERM');
    await ended;
  }
  const data = await readlink(path.join(home, 'postgres')).catch(() => null);
  for (const folder of [home, data]) if (folder !== null) await rm(folder, { recursive: true, force: true });
});

interface Start {
  readonly process: ChildProcess;
  /** All that it has said so far. */
  said(): string;
  readonly ended: Promise<number | null>;
}

const started: Start[] = [];

/** `npm start`, without npm. The tail adapter, for a start without a broker: the other tests have one. */
function start(environment: Record<string, string> = {}, ...args: string[]): Start {
  const child = spawn(process.execPath, [path.join(root, 'infra/local/launch.mjs'), 'start', ...args], {
    env: { ...process.env, PORT: String(port), OFFTAKE_HOME: home, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  for (const output of [child.stdout, child.stderr]) output.on('data', (chunk) => (text += chunk));
  const one = { process: child, said: () => text, ended: once(child, 'exit').then(([code]) => code as number | null) };
  started.push(one);
  return one;
}

const ready = (start: Start) =>
  expect.poll(() => start.said(), { timeout: 110_000 }).toContain("operator's key for curl");
const record = async () => JSON.parse(await readFile(path.join(home, 'run.json'), 'utf8'));
// One that has ended, and whose parent has not looked at it yet, has no arguments any more.
const isAlive = (pid: number) => existsSync(`/proc/${pid}`) && readFileSync(`/proc/${pid}/cmdline`, 'utf8') !== '';
const childrenOf = async () =>
  Object.values((await record()).children as Record<string, { pid: number }>).map(({ pid }) => pid);
const events = async () => {
  const key = (await readFile(path.join(home, 'key'), 'utf8')).trim();
  const answer = await fetch(`http://127.0.0.1:${port}/api/books/ai-compute`, {
    headers: { authorization: `Bearer ${key}` },
  });
  return ((await answer.json()) as { checkpoint: number }).checkpoint;
};

describe('npm start', () => {
  const loaded = readFileSync(path.join(root, 'examples/ai-compute.ndjson'), 'utf8').trim().split('\n').length;

  it('says each step, the address and the link, and without a broker it says so in one line', {
    timeout: 120_000,
  }, async () => {
    const first = start({}, '--log=postgres');
    await ready(first);
    expect(first.said()).toContain(`Ready in`);
    expect(first.said()).toMatch(new RegExp(`http://127.0.0.1:${port}/#code=\\S+`));
    expect(first.said()).toContain('PostgreSQL tail carries the events');
    await expect.poll(events).toBe(loaded);

    const second = start({}, '--log=postgres');
    expect(await second.ended).toBe(1);
    expect(second.said()).toContain(`runs already at http://127.0.0.1:${port} (process ${(await record()).pid})`);

    const pids = await childrenOf();
    expect(pids).toHaveLength(3);
    first.process.kill('SIGTERM');
    expect(await first.ended).toBe(0);
    expect(first.said()).toContain('nothing is left running');
    expect(pids.filter(isAlive)).toEqual([]);
    expect(existsSync(path.join(home, 'run.json'))).toBe(false);
  });

  it('goes on where it stopped, within 20 s, and loads nothing twice', { timeout: 120_000 }, async () => {
    const began = Date.now();
    const again = start({}, '--log=postgres');
    await ready(again);
    expect(Date.now() - began).toBeLessThan(secondStartWithinMs);
    expect(await events()).toBe(loaded);

    // Killed, it leaves its children behind; the next one clears them away.
    const orphans = await childrenOf();
    process.kill((await record()).pid, 'SIGKILL');
    await again.ended;
    const next = start({ OFFTAKE_OPEN: '1' }, '--log=postgres');
    await ready(next);
    expect(next.said()).toContain('OPEN: no key is asked for');
    expect((await fetch(`http://127.0.0.1:${port}/api/books`)).status).toBe(200);
    expect(orphans.filter(isAlive)).toEqual([]);
    expect(await events()).toBe(loaded);
    next.process.kill('SIGINT');
    expect(await next.ended).toBe(0);
  });
});

describe('a start that cannot go on', () => {
  it('says that the port is taken, and what to do', async () => {
    const [other = 0] = await freePorts(1);
    const taken = createServer().listen(other, '127.0.0.1');
    await once(taken, 'listening');
    const failed = start({ PORT: String(other), OFFTAKE_HOME: path.join(home, 'other') });
    expect(await failed.ended).toBe(1);
    expect(failed.said()).toContain(`Port ${other} is taken`);
    taken.close();
  });

  it('says that the data directory cannot be written', async () => {
    const failed = start({ OFFTAKE_HOME: '/dev/null/offtake' });
    expect(await failed.ended).toBe(1);
    expect(failed.said()).toContain('name another in OFFTAKE_HOME');
  });

  it('says what is wrong with its arguments', async () => {
    const failed = start({}, '--log=paper');
    expect(await failed.ended).toBe(1);
    expect(failed.said()).toContain('say kafka or postgres');
  });
});
