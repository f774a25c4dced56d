import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, statSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type Postgres, type PostgresOptions, startPostgres, startTemporaryPostgres } from '../src/postgres.ts';
import { placeOf } from '../src/postgres-place.ts';

// Creating a cluster takes a second, and several where others use the machine.
vi.setConfig({ testTimeout: 60_000 });

const started: Postgres[] = [];
const directories: string[] = [];

afterEach(async () => {
  for (const postgres of started.splice(0)) await postgres.stop();
  for (const directory of directories.splice(0)) await rm(directory, { recursive: true, force: true });
});

/** A data directory under a folder that is closed to everybody else, as a home directory may be. */
async function closedDirectory(): Promise<string> {
  const closed = await mkdtemp(path.join(tmpdir(), 'offtake-closed-'));
  const dataDirectory = path.join(closed, 'postgres');
  directories.push(closed, (await placeOf(dataDirectory)).home);
  return dataDirectory;
}

async function start(options: PostgresOptions): Promise<Postgres> {
  const postgres = await startPostgres(options);
  started.push(postgres);
  return postgres;
}

async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

const exit = (postgres: Postgres) => new Promise<string>((resolve) => postgres.onExit(resolve));

describe('a fresh data directory', () => {
  it('runs PostgreSQL 18 on 127.0.0.1, for those who have the password', async () => {
    const postgres = await start({ dataDirectory: await closedDirectory(), settings: { work_mem: '7MB' } });
    const [row] = await query(
      postgres.url,
      `select current_setting('server_version') as version, current_setting('listen_addresses') as addresses,
       current_setting('work_mem') as work_mem, current_setting('fsync') as fsync`,
    );
    expect(row).toMatchObject({ addresses: '127.0.0.1', work_mem: '7MB', fsync: 'on' });
    expect(row?.['version']).toMatch(/^18\./);
    await expect(query(postgres.url.replace(/:[0-9a-f]+@/, ':guess@'), 'select 1')).rejects.toThrow('password');
    expect(statSync(path.join(postgres.dataDirectory, 'password')).mode & 0o777).toBe(0o600);
  });
});

describe('a data directory that was used before', () => {
  it('goes on with its data', async () => {
    const dataDirectory = await closedDirectory();
    const first = await start({ dataDirectory });
    await query(first.url, 'create table kept as select 42 as answer');
    await first.stop();
    const second = await start({ dataDirectory, port: first.port });
    expect(second.url).toBe(first.url);
    expect(await query(second.url, 'select answer from kept')).toEqual([{ answer: 42 }]);
  });

  it('tells when the server died, and starts again after a kill -9 with what was committed', async () => {
    const dataDirectory = await closedDirectory();
    const first = await start({ dataDirectory });
    await query(first.url, 'create table kept as select 42 as answer');
    const exited = exit(first);
    process.kill(first.pid, 'SIGKILL');
    expect(await exited).toBe('signal SIGKILL');
    const second = await start({ dataDirectory });
    expect(await query(second.url, 'select answer from kept')).toEqual([{ answer: 42 }]);
  });

  it('starts although the number in its stale pid file is now another process', async () => {
    const dataDirectory = await closedDirectory();
    const first = await start({ dataDirectory });
    await first.stop();
    const pidFile = path.join(first.dataDirectory, 'cluster', 'postmaster.pid');
    await writeFile(pidFile, `${process.pid}\n${path.dirname(pidFile)}\n0\n5432\n\n127.0.0.1\n0 0\nready\n`);
    const second = await start({ dataDirectory });
    expect(await query(second.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('refuses a second start beside a live one, and says which process has it', async () => {
    const dataDirectory = await closedDirectory();
    const first = await start({ dataDirectory });
    await expect(startPostgres({ dataDirectory })).rejects.toThrow(`process ${first.pid}, started by`);
    expect(await query(first.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('takes over from a starter that was killed and left its server running', async () => {
    const dataDirectory = await closedDirectory();
    const starter = fork(path.join(import.meta.dirname, 'postgres-starter.ts'), [dataDirectory], { execArgv: [] });
    const [left] = (await once(starter, 'message')) as [{ pid: number; url: string }];
    await query(left.url, 'create table kept as select 42 as answer');
    starter.kill('SIGKILL');
    await once(starter, 'exit');
    const second = await start({ dataDirectory });
    expect(second.pid).not.toBe(left.pid);
    expect(existsSync(`/proc/${left.pid}/cwd`)).toBe(false);
    expect(await query(second.url, 'select answer from kept')).toEqual([{ answer: 42 }]);
  });
});

describe('a server that cannot start', () => {
  it('gives the last lines of the server', async () => {
    const dataDirectory = await closedDirectory();
    const other = await start({ dataDirectory: await closedDirectory() });
    await expect(start({ dataDirectory, port: other.port })).rejects.toThrow('Address already in use');
    await expect(start({ dataDirectory, settings: { work_mem: 'much' } })).rejects.toThrow('work_mem');
  });
});

describe('a temporary server', () => {
  it('is gone after stop, and its data with it', async () => {
    const postgres = await startTemporaryPostgres({ durable: false });
    expect(await query(postgres.url, 'show fsync')).toEqual([{ fsync: 'off' }]);
    await postgres.stop();
    expect(existsSync(postgres.dataDirectory)).toBe(false);
    expect(existsSync(`/proc/${postgres.pid}/cwd`)).toBe(false);
  });
});
