import type { ChildProcess } from 'node:child_process';
import { execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { KafkaInstallation } from './kafka-jars.ts';
import { KafkaUnavailable, prepareKafka } from './kafka-jars.ts';
import { servesMetadata } from './kafka-metadata.ts';
import { serverProperties } from './kafka-properties.ts';

export interface KafkaOptions {
  /** Holds everything of this broker; the same folder again is the same cluster with the same topics. */
  readonly dataDirectory: string;
  /** Of clients, on 127.0.0.1; a free one where it is not given. */
  readonly port?: number;
  /** Takes the broker's warnings and errors, line by line. */
  readonly log?: (line: string) => void;
}

export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** True after `stop()` was called. */
  readonly expected: boolean;
}

export interface Kafka {
  /** `127.0.0.1:<port>`, as KAFKA_BROKERS wants it. */
  readonly brokers: string;
  readonly port: number;
  readonly pid: number;
  readonly clusterId: string;
  /** Ends the broker in order; by force after 10 s. Resolves when the process is gone. */
  stop(): Promise<void>;
  /** Calls back once, when the process has ended for whatever reason. */
  onExit(listener: (exit: Exit) => void): void;
}

const START_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 10_000;
const PORT_TIMEOUT_MS = 3000;
const PROBE_INTERVAL_MS = 50;
const LINES_IN_ERROR = 5;
const MAX_HEAP = '-Xmx512m';

/**
 * One Apache Kafka process in KRaft mode, serving when this resolves. What an earlier process left behind, ended by
 * force or still running without its parent, does no harm.
 * @throws {KafkaUnavailable} where Java, Maven or the jars are missing, or the broker does not come up within 60 s.
 */
export async function startKafka(options: KafkaOptions): Promise<Kafka> {
  const installation = await prepareKafka();
  const folder = path.resolve(options.dataDirectory);
  await mkdir(folder, { recursive: true });
  await endOrphan(folder);

  const port = await freePort(options.port);
  const properties = path.join(folder, 'server.properties');
  const logs = path.join(folder, 'logs');
  await writeFile(properties, serverProperties(logs, { broker: port, controller: await freePort() }));
  const clusterId = (await formattedAs(logs)) ?? (await format(installation, properties));

  const broker = spawn(installation.java, javaArguments(installation, properties), {
    stdio: ['ignore', 'pipe', 'pipe'],
    cwd: folder,
    // Ctrl-C in a terminal reaches the whole process group; the broker goes when it is told to.
    detached: true,
  });
  const lastLines = forwardLines(broker, options.log);
  let stopping = false;
  const exited = new Promise<Exit>((resolve) => {
    broker.once('error', () => resolve({ code: null, signal: null, expected: stopping }));
    broker.once('exit', (code, signal) => resolve({ code, signal, expected: stopping }));
  });
  const abandon = (): void => void broker.kill('SIGKILL');
  process.once('exit', abandon);
  void exited.then(() => process.removeListener('exit', abandon));

  const stop = async (): Promise<void> => {
    stopping = true;
    broker.kill('SIGTERM');
    const force = setTimeout(abandon, STOP_TIMEOUT_MS);
    await exited;
    clearTimeout(force);
    await rm(path.join(folder, PID_FILE), { force: true });
  };

  await writeFile(path.join(folder, PID_FILE), String(broker.pid));
  if (!(await isServing(port, exited))) {
    await stop();
    throw new KafkaUnavailable(`Apache Kafka did not start: ${lastLines.join(' | ') || 'it said nothing'}.`);
  }
  return {
    brokers: `127.0.0.1:${port}`,
    port,
    pid: broker.pid as number,
    clusterId,
    stop,
    onExit: (listener) => void exited.then(listener),
  };
}

const PID_FILE = 'kafka.pid';

/** A parent ended by force leaves its broker running, and that one holds the lock of the folder. */
async function endOrphan(folder: string): Promise<void> {
  const pid = Number(await readFile(path.join(folder, PID_FILE), 'utf8').catch(() => ''));
  const until = Date.now() + STOP_TIMEOUT_MS;
  // The number alone may by now belong to another program.
  while (pid > 0 && (await commandLineOf(pid)).includes(path.join(folder, 'server.properties'))) {
    process.kill(pid, Date.now() < until ? 'SIGTERM' : 'SIGKILL');
    await sleep(PROBE_INTERVAL_MS);
  }
}

async function commandLineOf(pid: number): Promise<string> {
  const fromProc = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => null);
  if (fromProc !== null) return fromProc;
  const ps = await promisify(execFile)('ps', ['-o', 'args=', '-p', String(pid)]).catch(() => null);
  return ps?.stdout ?? '';
}

/** The cluster id of a formatted folder. meta.properties is what formatting writes last. */
async function formattedAs(logs: string): Promise<string | null> {
  const meta = await readFile(path.join(logs, 'meta.properties'), 'utf8').catch(() => '');
  return /^cluster\.id=(.+)$/m.exec(meta)?.[1] ?? null;
}

async function format({ java, classPath }: KafkaInstallation, properties: string): Promise<string> {
  // 'c' in front: an id that begins with '-' reads as an option.
  const clusterId = `c${randomBytes(16).toString('base64url').slice(1)}`;
  const tool = ['-Xmx64m', '-XX:TieredStopAtLevel=1', '-cp', classPath, 'kafka.tools.StorageTool'];
  await promisify(execFile)(java, [...tool, 'format', '-t', clusterId, '-c', properties]);
  return clusterId;
}

function javaArguments({ classPath }: KafkaInstallation, properties: string): string[] {
  return [MAX_HEAP, '-XX:+UseSerialGC', '-XX:+ExitOnOutOfMemoryError', '-cp', classPath, 'kafka.Kafka', properties];
}

function forwardLines(broker: ChildProcess, log: (line: string) => void = () => {}): string[] {
  const last: string[] = [];
  for (const input of [broker.stdout, broker.stderr]) {
    if (!input) continue;
    createInterface({ input }).on('line', (line) => {
      last.push(line);
      if (last.length > LINES_IN_ERROR) last.shift();
      log(line);
    });
  }
  return last;
}

async function isServing(port: number, exited: Promise<Exit>): Promise<boolean> {
  let ended = false;
  void exited.then(() => {
    ended = true;
  });
  const until = Date.now() + START_TIMEOUT_MS;
  while (!ended && Date.now() < until) {
    if (await servesMetadata(port)) return !ended;
    await sleep(PROBE_INTERVAL_MS);
  }
  return false;
}

/** A port to listen on: this one, or any. Whoever listens there already would be taken for the broker. */
async function freePort(wanted = 0): Promise<number> {
  // One that was ended by force lets go of its port a little later.
  for (const until = Date.now() + PORT_TIMEOUT_MS; Date.now() < until; await sleep(PROBE_INTERVAL_MS)) {
    const server = createServer().listen(wanted, '127.0.0.1');
    const listening = await once(server, 'listening').catch(() => null);
    if (!listening) continue;
    const { port } = server.address() as AddressInfo;
    server.close();
    await once(server, 'close');
    return port;
  }
  throw new KafkaUnavailable(`Port ${wanted} of 127.0.0.1 is in use.`);
}
