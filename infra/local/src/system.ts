import path from 'node:path';
import { build } from './build.ts';
import { CannotStart } from './cannot-start.ts';
import { startDatabase } from './database.ts';
import { startEventLog } from './event-log.ts';
import { loadExampleBook } from './example-book.ts';
import { type Gateway, type GatewayOptions, startGateway } from './gateway.ts';
import { type Home, openHome } from './home.ts';
import { openLogFile } from './log-file.ts';
import { type Parts, trackParts } from './parts.ts';
import { freePorts } from './ports.ts';
import { commandLineOf } from './processes.ts';
import { claim, type RunRecord } from './run-record.ts';
import { prepareLedger, signInLink, startServices } from './services.ts';

export interface SystemOptions {
  /** Where everything is kept. */
  readonly home: string;
  /** Of the one origin; 0 takes a free one. */
  readonly port: number;
  readonly host?: string;
  /** Forces what carries the events; without it, Kafka where it can be had. */
  readonly log?: 'kafka' | 'postgres' | null;
  /** True: no key is asked for. */
  readonly open?: boolean;
  /** A database and brokers that are there already. */
  readonly databaseUrl?: string;
  readonly kafkaBrokers?: string;
  /** False where the services and the client have been built already. */
  readonly build?: boolean;
  /** False leaves the example book out. */
  readonly example?: boolean;
  /** Takes a sentence for each step. */
  readonly say?: (line: string) => void;
}

export interface System {
  readonly url: string;
  /** The platform operator's. */
  readonly key: string;
  readonly home: string;
  readonly log: 'kafka' | 'postgres';
  /** Where the database's files lie where that is outside of the home; else null. */
  readonly dataDirectory: string | null;
  /** Of what runs now, by name: `command service`, `projection service`, `broker`, `database`. */
  pids(): Record<string, number>;
  /** A new link each time; each signs in once. */
  signInLink(): Promise<string>;
  stop(): Promise<void>;
}

/** Another start runs on the same home. */
export class RunsAlready extends CannotStart {
  constructor(record: RunRecord) {
    super(`Offtake runs already at ${record.url} (process ${record.pid}).`);
  }
}

const root = path.resolve(import.meta.dirname, '../../..');
const exampleBook = { book: 'ai-compute', name: 'AI compute', file: path.join(root, 'examples/ai-compute.ndjson') };

/**
 * Starts everything on this machine. Where a step fails, what had been started is stopped again.
 * @throws {CannotStart} with one sentence that says what to do
 * @throws {RunsAlready}
 */
export async function startSystem(options: SystemOptions): Promise<System> {
  const home = await openHome(options.home);
  const [command = 0, projection = 0, database = 0, broker = 0] = await freePorts(4);
  const ports = { command, projection, database, broker };
  const record = await firstRecord(options, ports);
  const other = await claim(home, record);
  if (other !== null) throw new RunsAlready(other);

  const parts = trackParts(home, record);
  let gateway: Gateway | null = null;
  const stop = async () => {
    await gateway?.close();
    await parts.stopAll();
  };
  try {
    // First of all, so that a port that is taken is said before anything else is started.
    gateway = await openGateway(options, ports);
    parts.record({ url: gateway.url, ports: { ...ports, gateway: gateway.port } });
    return { ...(await startParts(options, home, ports, parts, gateway.url)), stop };
  } catch (error) {
    await stop();
    throw error instanceof CannotStart
      ? error
      : new CannotStart(error instanceof Error ? error.message : String(error));
  }
}

type Ports = Readonly<Record<'command' | 'projection' | 'database' | 'broker', number>>;

async function startParts(
  options: SystemOptions,
  home: Home,
  ports: Ports,
  parts: Parts,
  url: string,
): Promise<Omit<System, 'stop'>> {
  const say = options.say ?? (() => {});
  const logFile = (name: string) => openLogFile(home.path(`logs/${name}.log`));
  const told = { home, say, changed: () => parts.record() };
  const { databaseUrl = '', kafkaBrokers = '', log: wanted = null } = options;
  const steps = [
    startDatabase({ ...told, port: ports.database, url: databaseUrl, log: logFile('database') }),
    startEventLog({ ...told, port: ports.broker, wanted, brokers: kafkaBrokers, log: logFile('broker') }),
    options.build === false
      ? undefined
      : build(root, logFile('build')).then(() => say('Services and client are built.')),
  ] as const;
  // All of them to their end, also where one fails: what did start must be known, to be stopped.
  for (const step of await Promise.allSettled(steps)) {
    if (step.status === 'fulfilled' && step.value !== undefined) parts.add(step.value.part);
  }
  const [database, eventLog] = await Promise.all(steps);
  parts.record({ log: eventLog.kind });

  const settings = { ...told, root, database, eventLog, ports, open: options.open ?? false, logFile };
  await prepareLedger(settings);
  parts.add(...(await startServices(settings)));
  parts.record();
  say('Command service and projection service run.');
  if (options.example !== false) say(await loadExampleBook(exampleBook, url, home));
  return {
    url,
    key: home.operatorKey,
    home: home.directory,
    log: eventLog.kind,
    dataDirectory: database.dataDirectory,
    pids: parts.pids,
    signInLink: () => signInLink(settings, url),
  };
}

async function firstRecord(options: SystemOptions, ports: Ports): Promise<RunRecord> {
  return {
    pid: process.pid,
    commandLine: (await commandLineOf(process.pid)) ?? '',
    startedAt: new Date().toISOString(),
    url: `http://127.0.0.1:${options.port}`,
    log: options.log ?? 'kafka',
    ports,
    children: {},
  };
}

async function openGateway(options: SystemOptions, ports: Ports): Promise<Gateway> {
  const settings: GatewayOptions = {
    host: options.host ?? '127.0.0.1',
    port: options.port,
    services: { command: `http://127.0.0.1:${ports.command}`, projection: `http://127.0.0.1:${ports.projection}` },
    client: path.join(root, 'apps/web/dist'),
    docs: path.join(root, 'docs'),
  };
  return startGateway(settings).catch((error: NodeJS.ErrnoException) => {
    const next = options.port + 1;
    if (error.code === 'EADDRINUSE') {
      throw new CannotStart(`Port ${options.port} is taken: end what listens there, or say PORT=${next} npm start.`);
    }
    if (error.code === 'EACCES') {
      throw new CannotStart(
        `Port ${options.port} is not yours to listen on: say PORT=7420 npm start, or another above 1023.`,
      );
    }
    throw error;
  });
}
