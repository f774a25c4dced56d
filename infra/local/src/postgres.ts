import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { clearLeftovers, STARTED_BY } from './postgres-leftovers.ts';
import { copyFreshPlace, type Place, placeOf, preparePlace } from './postgres-place.ts';

/** A PostgreSQL 18 that this process runs, from the binaries that come through npm. */
export interface Postgres {
  /** Connection of the superuser, on 127.0.0.1. */
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  /** Where the data really lie: not the directory that was asked for where this process runs as root. */
  readonly dataDirectory: string;
  /** Calls back when the server ends without having been stopped. */
  onExit(listener: (how: string) => void): void;
  /** Ends the server, cleanly where it can, and resolves when it is gone. */
  stop(): Promise<void>;
}

export interface PostgresOptions {
  readonly dataDirectory: string;
  /** Chosen free where it is left out. */
  readonly port?: number;
  /** false trades durability for speed: for data that nobody needs after a crash. */
  readonly durable?: boolean;
  /** Settings of postgresql.conf. */
  readonly settings?: Readonly<Record<string, string | number>>;
  /** Takes the server's own lines. */
  readonly log?: (line: string) => void;
}

/** A server may have to recover after a crash before it is ready. */
const READY_WITHIN_MS = 120_000;
const STOP_STEPS = [
  { signal: 'SIGINT', withinMs: 20_000 },
  { signal: 'SIGQUIT', withinMs: 5_000 },
  { signal: 'SIGKILL', withinMs: 5_000 },
] as const;
const LAX = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };
const LINES_KEPT_FOR_AN_ERROR = 20;
const FREE_PORTS_TRIED = 5;

/**
 * Starts a server on the data directory, creating the data where there are none; a second start goes on with them.
 * @throws Error where another process runs a server on the data, and with the server's last lines where it does not start
 */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  const place = await placeOf(options.dataDirectory);
  await preparePlace(place, options.durable);
  await clearLeftovers(place.cluster);
  return startOnFreePort(place, options);
}

async function startOnFreePort(place: Place, options: PostgresOptions): Promise<Postgres> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await startServer(place, options.port ?? (await freePort()), options);
    } catch (error) {
      const taken = error instanceof Error && error.message.includes('Address already in use');
      if (!taken || options.port !== undefined || attempt === FREE_PORTS_TRIED) throw error;
    }
  }
}

/** A server for one test, with data that are deleted when it stops. */
export async function startTemporaryPostgres(options: Omit<PostgresOptions, 'dataDirectory'> = {}): Promise<Postgres> {
  const asked = await mkdtemp(path.join(tmpdir(), 'offtake-postgres-'));
  const place = await placeOf(asked);
  const directories = [asked, place.home];
  const forget = () => {
    for (const directory of directories) rmSync(directory, { recursive: true, force: true, maxRetries: 3 });
  };
  process.once('exit', forget);
  const end = () => {
    process.removeListener('exit', forget);
    forget();
  };
  try {
    await copyFreshPlace(place);
    const postgres = await startOnFreePort(place, { ...options, dataDirectory: asked });
    return { ...postgres, stop: () => postgres.stop().then(end) };
  } catch (error) {
    end();
    throw error;
  }
}

async function startServer(place: Place, port: number, options: PostgresOptions): Promise<Postgres> {
  const settings = {
    listen_addresses: '127.0.0.1',
    // The path of a socket is limited to about 100 characters, which a data directory may exceed.
    unix_socket_directories: '',
    [STARTED_BY]: process.pid,
    ...(options.durable === false ? LAX : {}),
    ...options.settings,
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const child = spawn(place.binary('postgres'), ['-D', place.cluster, '-p', String(port), ...flags], {
    ...place.account,
    cwd: place.home,
    env: place.environment,
    stdio: ['ignore', 'ignore', 'pipe'],
    // Ctrl-C in a terminal reaches the whole process group; the database goes last, when it is told to.
    detached: true,
  });
  const lines: string[] = [];
  createInterface({ input: child.stderr }).on('line', (line) => {
    lines.push(line);
    if (lines.length > LINES_KEPT_FOR_AN_ERROR) lines.shift();
    options.log?.(line);
  });

  let stopping = false;
  const listeners: ((how: string) => void)[] = [];
  // Once this process ends, nobody would stop the server; SIGQUIT leaves data that recover at the next start.
  const quit = () => child.kill('SIGQUIT');
  process.once('exit', quit);
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code, signal) => resolve(signal === null ? `exit code ${code}` : `signal ${signal}`));
  });
  void ended.then((how) => {
    process.removeListener('exit', quit);
    if (!stopping) for (const listener of listeners) listener(how);
  });

  const failure = await Promise.race([ready(place.cluster, child), ended]);
  if (failure !== null) {
    stopping = true;
    await stopServer(child, ended);
    throw new Error(`PostgreSQL did not start (${failure}):\n${lines.join('\n')}`);
  }
  return {
    url: `postgres://postgres:${place.password()}@127.0.0.1:${port}/postgres`,
    port,
    pid: child.pid!,
    dataDirectory: place.home,
    onExit: (listener) => listeners.push(listener),
    stop() {
      stopping = true;
      return stopServer(child, ended);
    },
  };
}

/** Resolves to null when the server takes connections: it says so in the last line of its postmaster.pid. */
async function ready(cluster: string, child: ChildProcess): Promise<string | null> {
  const deadline = Date.now() + READY_WITHIN_MS;
  while (Date.now() < deadline && child.exitCode === null && child.signalCode === null) {
    try {
      const status = readFileSync(path.join(cluster, 'postmaster.pid'), 'utf8').split('\n');
      if (status[0] === String(child.pid) && status[7]?.trim() === 'ready') return null;
    } catch {
      // Not written yet.
    }
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  return `not ready within ${READY_WITHIN_MS / 1_000} s`;
}

async function stopServer(child: ChildProcess, ended: Promise<string>): Promise<void> {
  for (const { signal, withinMs } of STOP_STEPS) {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<false>((resolve) => (timer = setTimeout(resolve, withinMs, false)));
    const gone = await Promise.race([ended.then(() => true), late]);
    clearTimeout(timer);
    if (gone) return;
  }
  throw new Error(`PostgreSQL (process ${child.pid}) did not end, not even by SIGKILL`);
}

/** A port that nobody listens on now. Somebody else may take it first: the caller tries again. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
