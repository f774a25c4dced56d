import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Home, openHome } from '../src/home.ts';
import { commandLineOf, signalGroup } from '../src/processes.ts';
import { claim, type RunRecord, update } from '../src/run-record.ts';

let directory: string;
let home: Home;
beforeEach(async () => {
  directory = mkdtempSync(path.join(tmpdir(), 'offtake-home-'));
  home = await openHome(directory);
});
afterEach(() => rmSync(directory, { recursive: true }));

const deadPid = async () => {
  const child = spawn(process.execPath, ['-e', '']);
  await once(child, 'exit');
  return child.pid as number;
};
const recordOf = async (pid: number): Promise<RunRecord> => ({
  pid,
  commandLine: (await commandLineOf(pid)) ?? 'node start.ts',
  startedAt: '2026-01-01T00:00:00Z',
  url: `http://127.0.0.1:${pid}`,
  log: 'kafka',
  ports: {},
  children: {},
});

describe('a home that nobody runs on', () => {
  it('goes to exactly one of many that start at once', async () => {
    const own = await recordOf(process.pid);
    const others = await Promise.all(Array.from({ length: 8 }, () => claim(home, own)));
    expect(others.filter((other) => other === null)).toHaveLength(1);
  });

  it('keeps its keys for its owner, the same at each start', async () => {
    expect(statSync(home.path('key')).mode & 0o777).toBe(0o600);
    expect(home.operatorKey).toMatch(/^ofk_[0-9a-f]+_[0-9a-f]+$/);
    expect((await openHome(directory)).operatorKey).toBe(home.operatorKey);
  });
});

describe('a home whose starter lives', () => {
  it('is left alone, and its record says where it runs', async () => {
    const first = await recordOf(process.pid);
    await claim(home, first);
    expect(await claim(home, { ...first, url: 'http://127.0.0.1:1' })).toEqual(first);
  });
});

describe('a home whose starter was killed', () => {
  it('ends the children that are still the same processes', async () => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { detached: true, stdio: 'ignore' });
    const pid = child.pid as number;
    await expect.poll(() => commandLineOf(pid)).toContain('setInterval');
    const stale = await recordOf(await deadPid());
    await claim(home, { ...stale, children: {} });
    await update(home, {
      ...stale,
      children: { 'command service': { pid, commandLine: (await commandLineOf(pid)) ?? '' } },
    });
    expect(await claim(home, await recordOf(process.pid))).toBeNull();
    expect(await commandLineOf(pid)).toBeNull();
  });

  it('touches no process that has only the number of a child', async () => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { detached: true, stdio: 'ignore' });
    const pid = child.pid as number;
    const stale = await recordOf(await deadPid());
    await update(home, { ...stale, children: { 'command service': { pid, commandLine: 'another program' } } });
    expect(await claim(home, await recordOf(process.pid))).toBeNull();
    expect(signalGroup(pid, 0)).toBe(true);
    signalGroup(pid, 'SIGKILL');
    await once(child, 'exit');
  });
});

describe('a directory that cannot be written', () => {
  it('is named, and what to do', async () => {
    await expect(openHome(path.join(home.path('key'), 'deeper'))).rejects.toThrow('name another in OFFTAKE_HOME');
  });
});
