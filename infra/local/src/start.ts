import path from 'node:path';
import { parseArgs } from 'node:util';
import { CannotStart } from './cannot-start.ts';
import { RunsAlready, type System, type SystemOptions, startSystem } from './system.ts';

const usage = `npm start [-- --log=kafka|postgres]

PORT             of the one origin (7420)
HOST             address to listen on (127.0.0.1)
OFFTAKE_HOME     where data lie (.offtake)
OFFTAKE_OPEN     1: no key is asked for
OFFTAKE_EXAMPLE  0: without the example book
KAFKA_BROKERS    use these brokers instead of one of our own
DATABASE_URL     use this database instead of one of our own; its role must be allowed to create roles and schemas
`;

const root = path.resolve(import.meta.dirname, '../../..');
const defaultPort = 7420;

// A closed pipe (npm start | head) is no reason to leave children behind.
for (const output of [process.stdout, process.stderr]) output.on('error', () => {});

const say = (line: string) => void process.stdout.write(`offtake  ${line}\n`);
let system: System | null = null;
let stopping = false;

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop(signal));
// The launcher has gone without a word; nobody could stop this any more.
process.on('disconnect', () => void stop('its terminal closed'));
process.channel?.unref();

try {
  const options = readOptions();
  const began = Date.now();
  say(`Node ${process.versions.node}; data in ${path.resolve(options.home)}.`);
  if (options.open) say('OPEN: no key is asked for. Whoever reaches this address may read and write.');
  system = await startSystem({ ...options, say });
  await welcome(system, began);
} catch (error) {
  if (!(error instanceof CannotStart)) throw error;
  process.stderr.write(`${error.message}\n`);
  if (error instanceof RunsAlready) process.stderr.write('Open that address, or end it there with Ctrl-C.\n');
  process.exit(1);
}

async function welcome(running: System, began: number): Promise<void> {
  say(`Ready in ${((Date.now() - began) / 1000).toFixed(1)} s at ${running.url}`);
  say(`Sign in once with ${await running.signInLink()}`);
  say(`The operator's key for curl stands in ${path.join(running.home, 'key')}. Ctrl-C stops everything.`);
}

/** Ends the parts in order. During the start nothing is worth waiting for: each part ends with this process. */
async function stop(reason: string): Promise<void> {
  if (stopping) return;
  stopping = true;
  say(`Stopping (${reason}).`);
  if (system === null) process.exit(130);
  await system.stop();
  say('Stopped; nothing is left running.');
  process.exit(0);
}

function readOptions(): SystemOptions {
  const { PORT, HOST, OFFTAKE_HOME, OFFTAKE_OPEN, OFFTAKE_EXAMPLE, KAFKA_BROKERS, DATABASE_URL } = process.env;
  const { log, help } = readArguments();
  if (help) {
    process.stdout.write(usage);
    process.exit(0);
  }
  const port = Number(PORT || defaultPort);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new CannotStart(`PORT is "${PORT}", which is no port.`);
  if (log !== undefined && log !== 'kafka' && log !== 'postgres') {
    throw new CannotStart(`--log is "${log}": say kafka or postgres.`);
  }
  return {
    port,
    host: HOST || '127.0.0.1',
    home: OFFTAKE_HOME || path.join(root, '.offtake'),
    log: log ?? null,
    open: OFFTAKE_OPEN === '1',
    example: OFFTAKE_EXAMPLE !== '0',
    databaseUrl: DATABASE_URL ?? '',
    kafkaBrokers: KAFKA_BROKERS ?? '',
  };
}

function readArguments(): { log?: string | undefined; help?: boolean | undefined } {
  try {
    return parseArgs({ options: { log: { type: 'string' }, help: { type: 'boolean' } } }).values;
  } catch (error) {
    throw new CannotStart(`${error instanceof Error ? error.message : error}\n\n${usage}`);
  }
}
