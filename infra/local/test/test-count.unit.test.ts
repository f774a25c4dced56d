import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { count, type RanTask } from '../src/test-count.ts';

const root = mkdtempSync(path.join(tmpdir(), 'offtake-count-'));
afterAll(() => rmSync(root, { recursive: true }));

const task = (name: string, exitCode: number | null, directory = 'none'): RanTask => ({
  taskId: `@offtake/x#${name}`,
  task: name,
  directory,
  command: 'x',
  cache: { status: 'MISS' },
  execution: { exitCode },
});
const report = (name: string, numbers: object): string => {
  mkdirSync(path.join(root, name));
  const none = { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0 };
  writeFileSync(path.join(root, name, 'test-results.json'), JSON.stringify({ ...none, ...numbers }));
  return name;
};
const counted = (ran: RanTask) => {
  const { passed, failed } = count(ran, root);
  return { passed, failed };
};

describe('a check', () => {
  it('is one test', () => {
    expect(counted(task('lint', 0))).toEqual({ passed: 1, failed: 0 });
    expect(counted(task('lint', 1))).toEqual({ passed: 0, failed: 1 });
  });
  it('that comes from the cache has passed', () => {
    const { execution: _none, ...cached } = task('lint', null);
    expect(counted({ ...cached, cache: { status: 'HIT' } })).toEqual({ passed: 1, failed: 0 });
  });
});

describe('a build', () => {
  it('counts only where it fails, also where it never ran', () => {
    expect(counted(task('build', 0))).toEqual({ passed: 0, failed: 0 });
    expect(counted(task('build', null))).toEqual({ passed: 0, failed: 1 });
  });
});

describe('a package of tests', () => {
  it('counts each of them', () => {
    const directory = report('mixed', { numPassedTests: 5, numFailedTests: 2 });
    expect(counted(task('test', 1, directory))).toEqual({ passed: 5, failed: 2 });
  });
  it('has failed where a test was skipped', () => {
    const directory = report('skipped', { numPassedTests: 5, numPendingTests: 1 });
    expect(counted(task('test', 0, directory))).toEqual({ passed: 5, failed: 1 });
  });
  it('has failed where it ended badly, whatever its tests say', () => {
    const directory = report('unhandled', { numPassedTests: 5 });
    expect(counted(task('test', 1, directory))).toEqual({ passed: 5, failed: 1 });
  });
  it('has failed where nothing ran, or no report is there', () => {
    expect(counted(task('test', 0, report('empty', {})))).toEqual({ passed: 0, failed: 1 });
    expect(counted(task('test', 1, 'none'))).toEqual({ passed: 0, failed: 1 });
  });
});
