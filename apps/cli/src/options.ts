import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { Api } from './api.ts';
import { Misused } from './failure.ts';

export interface Options {
  readonly book?: string;
  readonly url?: string;
  readonly 'key-file'?: string;
  readonly against?: readonly string[];
  readonly save?: string;
  readonly 'public-key'?: readonly string[];
  readonly file?: string;
  readonly out?: string;
  readonly 'on-error'?: string;
  readonly 'dry-run'?: boolean;
  readonly json?: boolean;
  readonly help?: boolean;
}

const text = { type: 'string' } as const;
const many = { ...text, multiple: true } as const;
const yes = { type: 'boolean' } as const;
const EVERY = { url: text, 'key-file': text, json: yes, help: yes };
const OF_A_VERB = {
  verify: { book: text, file: text, against: many, save: text, 'public-key': many },
  export: { book: text, out: text },
  restore: { book: text, file: text },
  import: { book: text, file: text, 'dry-run': yes, 'on-error': text },
} as const;

export type Verb = keyof typeof OF_A_VERB;

/** @throws {Misused} */
export function readOptions(verb: Verb, words: readonly string[]): Options {
  try {
    return parseArgs({ args: [...words], options: { ...EVERY, ...OF_A_VERB[verb] } }).values as Options;
  } catch (error) {
    throw new Misused((error as Error).message);
  }
}

export function isVerb(word: string | undefined): word is Verb {
  return word !== undefined && Object.hasOwn(OF_A_VERB, word);
}

/** @throws {Misused} where it is missing */
export function required(options: Options, name: 'book' | 'file'): string {
  const value = options[name];
  if (value === undefined) throw new Misused(`--${name} is missing.`);
  return value;
}

/** A path as the caller wrote it: npm runs scripts elsewhere, and says where it was called. */
export function fileAt(name: string): string {
  return path.resolve(process.env['INIT_CWD'] ?? process.cwd(), name);
}

/** The installation that runs on this home, with its operator's key, unless another is named. */
export function apiOf(options: Options): Api {
  const home = process.env['OFFTAKE_HOME'] || path.resolve(import.meta.dirname, '../../../.offtake');
  const running = read(path.join(home, 'run.json'));
  const url = options.url ?? process.env['OFFTAKE_URL'] ?? urlIn(running) ?? 'http://127.0.0.1:7420';
  const named = options['key-file'];
  const key = read(named === undefined ? path.join(home, 'key') : fileAt(named));
  if (named !== undefined && key === null) throw new Misused(`The key file ${named} cannot be read.`);
  if (!URL.canParse(url)) throw new Misused(`--url ${url} is no address.`);
  return new Api(new URL(url).origin, key?.trim() ?? null);
}

function urlIn(record: string | null): string | undefined {
  if (record === null) return undefined;
  const { url } = JSON.parse(record) as { url?: string };
  return url;
}

function read(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
