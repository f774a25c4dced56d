import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { asRole, type Database } from './database.ts';
import type { EventLog } from './event-log.ts';
import type { Home } from './home.ts';
import type { LogFile } from './log-file.ts';
import { runOnce } from './run-once.ts';
import { startService } from './service-process.ts';
import { type Supervised, supervise } from './supervised.ts';

export interface ServicesOptions {
  readonly root: string;
  readonly home: Home;
  readonly database: Database;
  readonly eventLog: EventLog;
  readonly ports: { readonly command: number; readonly projection: number };
  /** True: no key is asked for. */
  readonly open: boolean;
  readonly logFile: (name: string) => LogFile;
  readonly say: (line: string) => void;
  readonly changed: () => void;
}

/** Schemas, roles and grants, and the operator's key: all of it may be there already. */
export async function prepareLedger({ root, home, database, logFile }: ServicesOptions): Promise<void> {
  const environment = {
    OFFTAKE_ADMIN_DATABASE_URL: database.adminUrl,
    OFFTAKE_COMMAND_PASSWORD: home.passwords.command,
    OFFTAKE_PROJECTION_PASSWORD: home.passwords.projection,
  };
  const log = logFile('migrate');
  const script = (name: string) => path.join(root, 'apps/command-service/dist', `${name}.js`);
  await runOnce({ purpose: 'Migrating the database', entry: script('migrate'), environment, log });
  const input = `${home.operatorKey}\n`;
  await runOnce({ purpose: "Storing the operator's key", entry: script('operator-key'), environment, input, log });
}

/** Starts both services at once and resolves when both live. */
export async function startServices(options: ServicesOptions): Promise<Supervised[]> {
  const { ports, logFile, say, changed } = options;
  const internalToken = randomBytes(32).toString('hex');
  const service = (name: 'command' | 'projection') => {
    const { entry, environment } = serviceProgram(name, options, internalToken);
    const log = logFile(`${name}-service`);
    return supervise(
      `${name} service`,
      () => startService({ entry, port: ports[name], environment, log }),
      say,
      changed,
    );
  };
  const started = await Promise.allSettled([service('command'), service('projection')]);
  const failed = started.find((result) => result.status === 'rejected');
  const running = started.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  if (failed === undefined) return running;
  await Promise.all(running.map((part) => part.stop()));
  throw failed.reason;
}

/** What runs as a service, and what its environment tells it. */
export function serviceProgram(
  name: 'command' | 'projection',
  { root, home, database, eventLog, ports, open }: ServicesOptions,
  internalToken: string,
): { readonly entry: string; readonly environment: Readonly<Record<string, string>> } {
  return {
    entry: path.join(root, 'apps', `${name}-service`, 'dist/main.js'),
    environment: {
      DATABASE_URL: asRole(database.adminUrl, `offtake_${name}`, home.passwords[name]),
      OFFTAKE_LOG: eventLog.kind,
      KAFKA_BROKERS: eventLog.brokers,
      KAFKAJS_NO_PARTITIONER_WARNING: '1',
      OFFTAKE_OPEN: open ? '1' : '',
      OFFTAKE_INTERNAL_TOKEN: internalToken,
      OFFTAKE_COMMAND_URL: `http://127.0.0.1:${ports.command}`,
      // Whoever faces readers signs nothing.
      OFFTAKE_SIGNING_KEY: name === 'command' ? home.signingKeyFile : '',
    },
  };
}

/** A link that signs in once, within 24 hours. The code stands behind the #, which no server sees. */
export async function signInLink(options: ServicesOptions, origin: string): Promise<string> {
  const code = await runOnce({
    purpose: 'Making a sign-in code',
    entry: path.join(options.root, 'apps/command-service/dist/sign-in-code.js'),
    environment: { OFFTAKE_ADMIN_DATABASE_URL: options.database.adminUrl },
    log: options.logFile('migrate'),
  });
  return `${origin}/#code=${code.trim()}`;
}
