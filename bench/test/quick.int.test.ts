import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { GROUPS } from '../src/groups.ts';

const root = path.resolve(import.meta.dirname, '../..');
/** Starting the whole system is tested elsewhere, and takes as long as all the others together. */
const groups = GROUPS.filter(({ name }) => name !== 'start').map(({ name }) => name);

describe('npm run bench', () => {
  it('measures what it is asked for with the real parts, and fails where something does not work', async () => {
    const args = ['infra/local/launch.mjs', 'bench', '--quick', '--built', `--only=${groups.join()}`];
    const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: root });
    for (const group of groups) expect(stdout).toContain(`${group}: `);
    const figures = stdout.split('\n').filter((line) => /(events\/s|ms|MB|events|µs|s) +[\d.,]+/.test(line));
    expect(figures.length).toBeGreaterThan(20);
    expect(stdout).not.toContain('NaN');
  });
});
