import { createReadStream } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import type { Api } from './api.ts';
import { type Checkpoint, parseCheckpoint, readCheckpoint } from './checkpoint.ts';
import { Failure, Misused } from './failure.ts';
import { apiOf, fileAt, type Options } from './options.ts';
import { type Verified, verifyBook, type Witness } from './verify-book.ts';

/**
 * Verifies one book, or all that one may read; or an exported file, for which nobody need be asked.
 * @returns whether everything fits
 */
export async function verify(options: Options, say: (line: string) => void): Promise<boolean> {
  const { file, book, save, json } = options;
  if (save !== undefined && (file !== undefined || book === undefined)) {
    throw new Misused('--save keeps the checkpoint of one --book, which is asked of its installation.');
  }
  const began = Date.now();
  const results: Verified[] = [];
  if (file !== undefined) results.push(await verifyFile(fileAt(file), options));
  else {
    const api = apiOf(options);
    const books = book === undefined ? await booksOf(api) : [book];
    if (options.against !== undefined && book === undefined) throw new Misused('--against needs a --book.');
    for (const each of books) results.push(await verifyAt(api, each, options));
  }
  const seconds = (Date.now() - began) / 1000;
  if (json === true) say(JSON.stringify({ books: results, seconds }));
  else for (const result of results) printed(result).forEach(say);
  if (json !== true) say(speed(results, seconds));
  return results.every(({ intact }) => intact);
}

async function verifyAt(api: Api, book: string, options: Options): Promise<Verified> {
  const at = `/api/books/${encodeURIComponent(book)}`;
  // Before the ledger is read: so what is signed lies within what is read.
  const now = await presentCheckpoint(api, at);
  const given = await witnessesIn(options);
  const verified = await verifyBook({
    bytes: await api.bytes(`${at}/ledger`),
    copy: (position) => api.bytes(`${at}/export?knownAt=${position}`),
    witnesses: now === null ? given : [{ name: 'the checkpoint of now', checkpoint: now }, ...given],
    trusted: await trustedKeys(options, api),
  });
  const { save } = options;
  if (save === undefined) return verified;
  if (now === null) throw new Failure('There is no checkpoint to save: the installation signs none.');
  if (!verified.intact) return { ...verified, notes: [...verified.notes, 'nothing was saved'] };
  await writeFile(fileAt(save), `${JSON.stringify(now, null, 2)}\n`);
  return { ...verified, notes: [...verified.notes, `the checkpoint at ${now.position} is kept in ${save}`] };
}

async function verifyFile(file: string, options: Options): Promise<Verified> {
  const witnesses = await witnessesIn(options);
  const named = options['public-key'];
  const trusted = named === undefined ? witnesses.map(({ checkpoint }) => checkpoint.publicKey) : await pems(named);
  const bytes = createReadStream(file);
  const verified = await verifyBook({ bytes, copy: null, witnesses, trusted });
  if (named !== undefined || witnesses.length === 0) return verified;
  const note = 'no --public-key: the checkpoint was believed the key that it carries itself';
  return { ...verified, notes: [...verified.notes, note] };
}

async function booksOf(api: Api): Promise<readonly string[]> {
  const { books } = (await api.json('/api/books')) as { books: { book: string }[] };
  return books.map(({ book }) => book);
}

/** Null where the installation has no key to sign with; of a book that is not there, the ledger says so. */
async function presentCheckpoint(api: Api, at: string): Promise<Checkpoint | null> {
  try {
    return parseCheckpoint(await api.json(`${at}/checkpoint`), 'The answer');
  } catch (error) {
    if (error instanceof Failure && error.status === 404) return null;
    throw error;
  }
}

async function witnessesIn({ against = [] }: Options): Promise<readonly Witness[]> {
  return Promise.all(against.map(async (name) => ({ name, checkpoint: await readCheckpoint(fileAt(name)) })));
}

/** The keys that are named, else those that the installation says are its own. */
async function trustedKeys(options: Options, api: Api): Promise<readonly string[]> {
  const named = options['public-key'];
  if (named !== undefined) return pems(named);
  const { keys } = (await api.json('/api/checkpoint-keys')) as { keys: { publicKey: string }[] };
  return keys.map(({ publicKey }) => publicKey);
}

function pems(names: readonly string[]): Promise<readonly string[]> {
  return Promise.all(names.map((name) => readFile(fileAt(name), 'utf8')));
}

function printed({ book, position, hash, intact, findings, agrees, sameInReadModels, notes }: Verified): string[] {
  const fits = position === 0 ? 'has no events' : `${position} events fit, the last has ${hash}`;
  return [
    `${book}: ${intact ? fits : 'DOES NOT FIT'}`,
    ...findings.map(({ where, position, reason }) => `  ${where}, at ${position}: ${reason}`),
    ...agrees.map((name) => `  ${name} fits: nothing up to it was rewritten`),
    ...(sameInReadModels === true ? ['  the read models have the same events'] : []),
    ...notes.map((note) => `  ${note}`),
  ];
}

function speed(results: readonly Verified[], seconds: number): string {
  const events = results.reduce((sum, { position }) => sum + position, 0);
  const rate = Math.round(events / Math.max(seconds, 0.001));
  return `${events} events in ${seconds.toFixed(2)} s, ${rate} a second`;
}
