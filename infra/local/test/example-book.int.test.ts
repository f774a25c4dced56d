import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadExampleBook } from '../src/example-book.ts';
import { type Home, openHome } from '../src/home.ts';

/** Nobody listens there: what sends anything fails. */
const nobody = 'http://127.0.0.1:9';
let directory = '';
let home: Home;

beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'offtake-example-'));
  home = await openHome(directory);
  await writeFile(home.path('example.ndjson'), '{}\n');
});
afterAll(() => rm(directory, { recursive: true, force: true }));

const load = () => loadExampleBook({ book: 'b', name: 'B', file: home.path('example.ndjson') }, nobody, home);

describe('an example book', () => {
  it('is sent where none was loaded yet', async () => {
    await expect(load()).rejects.toThrow('fetch failed');
  });

  it('is left as it is where another edition of the file was loaded, and says so', async () => {
    await writeFile(home.path('loaded-b'), 'the hash of another file');
    await expect(load()).resolves.toContain('holds an earlier example');
  });
});
