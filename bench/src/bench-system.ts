import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { asRole } from '@offtake/local/database';
import { openHome } from '@offtake/local/home';
import { startKafka } from '@offtake/local/kafka';
import { openLogFile } from '@offtake/local/log-file';
import { startPostgres } from '@offtake/local/postgres';
import { startSystem } from '@offtake/local/system';
import pg from 'pg';

export interface Size {
  /** To see that everything works: one round, of almost nothing. */
  readonly quick: boolean;
  readonly rounds: number;
  /** Of one measurement that has no end of its own. */
  readonly seconds: number;
  /** Events of the books that are filled, smallest first. */
  readonly books: readonly number[];
}

/** The real parts as `npm start` starts them, on free ports, with no book in them. */
export interface Bench extends Size {
  readonly say: (line: string) => void;
  /** Of the platform operator. */
  readonly key: string;
  /** Of the client. */
  readonly url: string;
  /** Another one each time; each signs in once. */
  signInLink(): Promise<string>;
  readonly commandUrl: string;
  readonly projectionUrl: string;
  readonly brokers: string;
  readonly adminUrl: string;
  readonly pids: { readonly command: number; readonly projection: number; readonly database: number };
  /** Makes an empty database on the same server; answers the address of its owner and of the command service's role. */
  database(name: string): Promise<{ readonly owner: string; readonly command: string }>;
  stop(): Promise<void>;
}

export async function startBench(size: Size, say: (line: string) => void): Promise<Bench> {
  const directory = await mkdtemp(path.join(tmpdir(), 'offtake-bench-'));
  const home = await openHome(directory);
  const log = (name: string) => openLogFile(home.path(`logs/${name}.log`));
  const stops: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    for (const end of stops.reverse()) await end();
    await rm(directory, { recursive: true, force: true });
  };
  try {
    const written = { database: log('database'), broker: log('broker') };
    const postgres = await startPostgres({
      dataDirectory: home.path('postgres'),
      log: (line) => written.database.write(`${line}\n`),
    });
    stops.push(async () => {
      await postgres.stop();
      await rm(postgres.dataDirectory, { recursive: true, force: true });
    });
    const kafka = await startKafka({
      dataDirectory: home.path('kafka'),
      log: (line) => written.broker.write(`${line}\n`),
    });
    stops.push(kafka.stop);
    const parts = { databaseUrl: postgres.url, kafkaBrokers: kafka.brokers, build: false, example: false };
    const system = await startSystem({ home: directory, port: 0, log: 'kafka', ...parts });
    stops.push(system.stop);
    const { ports } = JSON.parse(await readFile(home.path('run.json'), 'utf8')) as { ports: Record<string, number> };
    const pids = system.pids();
    return {
      ...size,
      say,
      key: system.key,
      url: system.url,
      signInLink: system.signInLink,
      commandUrl: `http://127.0.0.1:${ports.command}`,
      projectionUrl: `http://127.0.0.1:${ports.projection}`,
      brokers: kafka.brokers,
      adminUrl: postgres.url,
      pids: {
        command: pids['command service'] ?? 0,
        projection: pids['projection service'] ?? 0,
        database: postgres.pid,
      },
      async database(name) {
        await statement(postgres.url, `create database ${name}`);
        const owner = postgres.url.replace(/\/postgres$/, `/${name}`);
        return { owner, command: asRole(owner, 'offtake_command', home.passwords.command) };
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

export async function statement(url: string, text: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(text).finally(() => client.end());
}
