import { readFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import type { Bench } from './bench-system.ts';
import type { Measured } from './figure.ts';
import { markdownTable } from './table.ts';

const root = path.resolve(import.meta.dirname, '../..');
const RESULTS = path.join(root, 'bench/results.json');
const PAGE = path.join(root, 'docs/performance.md');
const BEGIN = '<!-- measured: written by npm run bench -->';
const END = '<!-- end -->';

export interface Results {
  readonly machine: Readonly<Record<string, string | number>>;
  readonly versions: Readonly<Record<string, string>>;
  readonly date: string;
  readonly figures: readonly Measured[];
}

export async function resultsOf(bench: Pick<Bench, 'adminUrl'>, figures: readonly Measured[]): Promise<Results> {
  return { machine: machine(), versions: await versions(bench.adminUrl), date: today(), figures: figures.map(rounded) };
}

/** The file that is committed, and the table on the page that tells of it. */
export async function writeResults(results: Results): Promise<void> {
  await writeFile(RESULTS, `${JSON.stringify(results, null, 2)}\n`);
  const page = await readFile(PAGE, 'utf8');
  const [before, rest] = page.split(BEGIN);
  const [, after] = rest?.split(END) ?? [];
  if (before === undefined || after === undefined) throw new Error(`${PAGE} has no place for the table`);
  await writeFile(PAGE, `${before}${BEGIN}\n\n${measuredText(results)}\n\n${END}${after}`);
}

function measuredText({ machine: { cores, cpu, memoryGb, system }, versions, date, figures }: Results): string {
  const said = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  return `${date}, ${cores} cores (${cpu}), ${memoryGb} GB, ${system}; ${said.join(', ')}.\n\n${markdownTable(figures)}`;
}

function machine(): Results['machine'] {
  const [cpu] = os.cpus();
  const memoryGb = Math.round(os.totalmem() / 2 ** 30);
  return { cores: os.availableParallelism(), cpu: cpu?.model ?? '', memoryGb, system: `${os.type()} ${os.arch()}` };
}

async function versions(databaseUrl: string): Promise<Readonly<Record<string, string>>> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query<{ server_version: string }>('show server_version');
  await client.end();
  const pom = readFileSync(path.join(root, 'infra/kafka/pom.xml'), 'utf8');
  return {
    Node: process.versions.node,
    PostgreSQL: rows[0]?.server_version ?? '',
    Kafka: /<kafka\.version>([^<]+)</.exec(pom)?.[1] ?? /<version>(4\.[^<]+)</.exec(pom)?.[1] ?? '',
    Emmett: ofPackage('@event-driven-io/emmett-postgresql'),
    kafkajs: ofPackage('kafkajs'),
    pg: ofPackage('pg'),
  };
}

function ofPackage(name: string): string {
  const { devDependencies } = createRequire(import.meta.url)('../package.json') as {
    devDependencies: Record<string, string>;
  };
  return devDependencies[name] ?? '';
}

function today(): string {
  return new Date().toISOString().slice(0, 10);
}

function rounded(figure: Measured): Measured {
  const three = (value: number) => Number(value.toPrecision(4));
  const orNull = (value: number | null) => (value === null ? null : three(value));
  const { ours, peer, ratio, spread } = figure;
  return { ...figure, ours: three(ours), peer: orNull(peer), ratio: orNull(ratio), spread: three(spread) };
}
