import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Home, openHome } from '@offtake/local/home';
import { startKafka } from '@offtake/local/kafka';
import { openLogFile } from '@offtake/local/log-file';
import { freePorts } from '@offtake/local/ports';
import { startPostgres } from '@offtake/local/postgres';
import { startService } from '@offtake/local/service-process';
import { prepareLedger, type ServicesOptions, serviceProgram } from '@offtake/local/services';
import { FaultyPart } from './part.ts';

/** The real parts as processes of their own on free ports, without a starter that would bring back what a fault ends. */
export interface FaultySystem {
  readonly database: FaultyPart;
  readonly broker: FaultyPart;
  readonly commands: readonly FaultyPart[];
  readonly projections: readonly FaultyPart[];
  readonly commandUrls: readonly string[];
  readonly projectionUrls: readonly string[];
  /** Of the platform operator. */
  readonly key: string;
  /** Of the database's owner. */
  readonly adminUrl: string;
  readonly brokers: string;
  readonly brokerPort: number;
  /** Where the broker keeps everything; and the database, which may lie outside of the home. */
  readonly brokerDirectory: string;
  databaseDirectory(): string;
  readonly home: string;
  /** What ended although no fault had asked for it, since this was last asked. */
  takeCrashes(): string[];
  /** Books whose events a fault has put into the topic in another order than the ledger's, or that have left the ledger. */
  readonly spoiltInTopic: Set<string>;
  /** Books whose read models hold what the ledger does not: a rebuild from a topic that was filled anew makes others. */
  readonly forked: Set<string>;
  /** Where the command services find their broker from their next start on; null: where it is. */
  relayThrough(brokers: string | null): void;
  /** @param keepLogs leaves the home, where the logs are, for whoever looks into a failure */
  stop(keepLogs?: boolean): Promise<void>;
}

export interface SystemSize {
  readonly commands: number;
  readonly projections: number;
}

/** Of a relay whose answers are lost: no answer comes later than this, and the fault lasts for less. */
const KAFKA_REQUEST_TIMEOUT_MS = '2000';

const root = path.resolve(import.meta.dirname, '../../..');

export async function startFaultySystem(size: SystemSize): Promise<FaultySystem> {
  const home = await openHome(await mkdtemp(path.join(tmpdir(), 'offtake-faults-')));
  const [databasePort = 0, brokerPort = 0, ...servicePorts] = await freePorts(2 + size.commands + size.projections);
  const commandPorts = servicePorts.slice(0, size.commands);
  const projectionPorts = servicePorts.slice(size.commands);
  const crashes: string[] = [];
  const onCrash = (what: string) => void crashes.push(what);
  const brokers = `127.0.0.1:${brokerPort}`;
  let relayedThrough: string | null = null;

  let adminUrl = '';
  let dataDirectory = '';
  const database = new FaultyPart(
    'database',
    async () => {
      const log = openLogFile(home.path('logs/database.log'));
      const asked = { dataDirectory: home.path('postgres'), port: databasePort };
      const postgres = await startPostgres({ ...asked, log: (line) => log.write(`${line}\n`) });
      adminUrl = postgres.url;
      dataDirectory = postgres.dataDirectory;
      return postgres;
    },
    onCrash,
  );
  const broker = new FaultyPart('broker', () => brokerAt(home, brokerPort), onCrash);

  const internalToken = randomBytes(32).toString('hex');
  const settings = (through: string): ServicesOptions => ({
    root,
    home,
    database: { adminUrl, part: null, dataDirectory },
    eventLog: { kind: 'kafka', brokers: through, part: null },
    ports: { command: commandPorts[0] ?? 0, projection: projectionPorts[0] ?? 0 },
    open: false,
    logFile: (name) => openLogFile(home.path(`logs/${name}.log`)),
    say: () => {},
    changed: () => {},
  });
  const services = (name: 'command' | 'projection', ports: readonly number[]) =>
    ports.map((port, i) => {
      const log = openLogFile(home.path(`logs/${name}-service-${i + 1}.log`));
      const start = () => {
        const through = name === 'command' ? (relayedThrough ?? brokers) : brokers;
        const { entry, environment: told } = serviceProgram(name, settings(through), internalToken);
        const environment = relayedThrough === null ? told : { ...told, KAFKA_REQUEST_TIMEOUT_MS };
        return startService({ entry, environment, port, log });
      };
      return new FaultyPart(`${name} service`, start, onCrash);
    });
  const commands = services('command', commandPorts);
  const projections = services('projection', projectionPorts);

  const stop = async (keepLogs = false) => {
    await Promise.all([...commands, ...projections].map((part) => part.stop()));
    await Promise.all([broker.stop(), database.stop()]);
    if (dataDirectory !== '') await rm(dataDirectory, { recursive: true, force: true });
    if (!keepLogs) await rm(home.directory, { recursive: true, force: true });
  };
  try {
    await all([database.start(), broker.start()]);
    await prepareLedger(settings(brokers));
    await all([...commands, ...projections].map((part) => part.start()));
  } catch (error) {
    await stop(true);
    throw error;
  }
  return {
    database,
    broker,
    commands,
    projections,
    commandUrls: commandPorts.map(urlOf),
    projectionUrls: projectionPorts.map(urlOf),
    key: home.operatorKey,
    adminUrl,
    brokers,
    brokerPort,
    brokerDirectory: home.path('kafka'),
    databaseDirectory: () => dataDirectory,
    home: home.directory,
    spoiltInTopic: new Set(),
    forked: new Set(),
    takeCrashes: () => crashes.splice(0),
    relayThrough: (through) => {
      relayedThrough = through;
    },
    stop,
  };
}

async function brokerAt(home: Home, port: number) {
  const log = openLogFile(home.path('logs/broker.log'));
  const kafka = await startKafka({ dataDirectory: home.path('kafka'), port, log: (line) => log.write(`${line}\n`) });
  const onExit = (listener: (how: string) => void) =>
    kafka.onExit(({ code, signal }) => listener(signal ?? `exit code ${code}`));
  return { pid: kafka.pid, stop: kafka.stop, onExit };
}

/** All of them to their end, also where one fails: what did start must be known, to be stopped. */
async function all(starts: readonly Promise<void>[]): Promise<void> {
  await Promise.allSettled(starts);
  await Promise.all(starts);
}

function urlOf(port: number): string {
  return `http://127.0.0.1:${port}`;
}
