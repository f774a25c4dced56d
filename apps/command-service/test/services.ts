import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { freePorts } from '@offtake/local/ports';
import { type Postgres, startTemporaryPostgres } from '@offtake/local/postgres';
import { startService } from '@offtake/local/service-process';
import type { z } from 'zod';
import * as answers from '../src/answers.ts';

/** The built service, as processes of their own, on a database that its own scripts have prepared. */
export interface Services {
  readonly postgres: Postgres;
  readonly adminUrl: string;
  readonly databaseUrl: string;
  /** Addresses, one for each process. */
  readonly urls: readonly string[];
  /** Ends the processes, as SIGTERM does. */
  end(): Promise<void>;
  stop(): Promise<void>;
}

export const KEY = 'ofk_0123456789abcdef_0123456789abcdef0123456789abcdef0123456789abcdef';
export const PASSWORDS = { OFFTAKE_COMMAND_PASSWORD: "it's secret", OFFTAKE_PROJECTION_PASSWORD: 'secret' };
export const TOKEN = 'between services';

export function script(name: string): string {
  return path.join(import.meta.dirname, '../dist', `${name}.js`);
}

/** Runs one of the service's scripts to its end; resolves to what it printed. */
export async function run(name: string, environment: Readonly<Record<string, string>>, input = ''): Promise<string> {
  const running = promisify(execFile)(process.execPath, [script(name)], { env: { ...process.env, ...environment } });
  running.child.stdin?.end(input);
  return (await running).stdout;
}

export async function startServices(count: number, environment: Readonly<Record<string, string>>): Promise<Services> {
  const postgres = await startTemporaryPostgres({ durable: false });
  const admin = { OFFTAKE_ADMIN_DATABASE_URL: postgres.url };
  await run('migrate', { ...admin, ...PASSWORDS });
  await run('operator-key', admin, `${KEY}\n`);
  const databaseUrl = `postgres://offtake_command:${encodeURIComponent(PASSWORDS.OFFTAKE_COMMAND_PASSWORD)}@127.0.0.1:${postgres.port}/postgres`;
  const ports = await freePorts(count);
  const output: string[] = [];
  const log = { file: 'the test itself', write: (text: string | Buffer) => void output.push(String(text)) };
  const told = { DATABASE_URL: databaseUrl, OFFTAKE_INTERNAL_TOKEN: TOKEN, LOG_LEVEL: 'warn', ...environment };
  const parts = await Promise.all(
    ports.map((port) => startService({ entry: script('main'), port, environment: told, log: log as never })),
  ).catch(async (error: unknown) => {
    await postgres.stop();
    throw new Error(`${error}\n${output.join('')}`);
  });
  const end = async () => void (await Promise.all(parts.map((part) => part.stop())));
  return {
    postgres,
    adminUrl: postgres.url,
    databaseUrl,
    urls: ports.map((port) => `http://127.0.0.1:${port}`),
    end,
    stop: () => end().then(() => postgres.stop()),
  };
}

export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Sends JSON, with the operator's key unless other headers are given. */
export async function post(
  address: string,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answered> {
  const answer = await fetch(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${KEY}`, ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  const text = await answer.text();
  const answered = { status: answer.status, headers: answer.headers, body: text === '' ? {} : JSON.parse(text) };
  if (answer.ok) DESCRIBED[`${new URL(address).pathname.split('/').at(-1)} ${answer.status}`]?.parse(answered.body);
  return answered;
}

/** What the API's document says of an answer, by the end of the address and the status: every test holds to it. */
const DESCRIBED: Readonly<Record<string, z.ZodType>> = {
  'books 201': answers.created,
  'events 201': answers.recorded,
  'events 200': answers.nothingNew,
  'restore 201': answers.restored,
  'keys 201': answers.madeKey,
};

/** Sends lines to be imported; answers the lines that come back, but for those of progress: they come by the clock. */
export async function importLines(
  address: string,
  lines: readonly unknown[],
  type = 'application/x-ndjson',
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const text = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n');
  const headers = { 'content-type': type, authorization: `Bearer ${KEY}` };
  const answer = await fetch(address, { method: 'POST', headers, body: text });
  const told = await answer.text();
  if (answer.status !== 200) throw new Error(`${answer.status} ${told}`);
  return told
    .trim()
    .split('\n')
    .map((line) => answers.importLine.parse(JSON.parse(line)) as Readonly<Record<string, unknown>>)
    .filter((line) => !line.progress);
}
