import { createReadStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { follow, headOf, Misfit } from './chain.ts';
import { Failure, Misused } from './failure.ts';
import { linesOf } from './lines.ts';
import { apiOf, fileAt, type Options, required } from './options.ts';

const NDJSON = 'application/x-ndjson';

/** Writes the ledger of a book into a file, which is there under its name once all of it fits. */
export async function exportBook(options: Options, say: (line: string) => void): Promise<boolean> {
  const book = required(options, 'book');
  const bytes = await apiOf(options).bytes(`/api/books/${encodeURIComponent(book)}/ledger`);
  const out = fileAt(options.out ?? `${book}.ndjson`);
  const part = `${out}.part`;
  const file = await open(part, 'w', 0o600);
  try {
    const lines = linesOf(kept(bytes, (chunk) => file.writeFile(chunk)));
    const head = await headOf(lines);
    for await (const _ of follow(head, lines));
    await file.sync();
    await file.close();
    await rename(part, out);
    const { position, hash } = head;
    say(options.json === true ? JSON.stringify({ book, position, hash, file: out }) : `${out}: ${position} events`);
    return true;
  } catch (error) {
    await file.close().catch(() => {});
    await rm(part, { force: true });
    if (!(error instanceof Misfit)) throw error;
    say(`${book} is not exported: it does not fit at ${error.position}: ${error.message}`);
    return false;
  }
}

/** Puts an exported book into the installation, which must not have events of it. */
export async function restoreBook(options: Options, say: (line: string) => void): Promise<boolean> {
  const file = fileAt(required(options, 'file'));
  const lines = linesOf(createReadStream(file));
  const { book } = await headOf(lines).finally(() => lines.return());
  if (options.book !== undefined && options.book !== book) {
    throw new Misused(`${file} is of the book ${book}: the name of a book is part of its hashes.`);
  }
  const answer = await apiOf(options).send(`/api/books/${book}/restore`, NDJSON, streamOf(file));
  for await (const line of linesOf(answer)) say(line);
  return true;
}

/** Records the events of a file: what is refused is said line by line. */
export async function importEvents(options: Options, say: (line: string) => void): Promise<boolean> {
  const book = required(options, 'book');
  const file = fileAt(required(options, 'file'));
  const asked = new URLSearchParams();
  if (options['dry-run'] === true) asked.set('dryRun', 'true');
  if (options['on-error'] !== undefined) asked.set('onError', options['on-error']);
  const type = file.endsWith('.csv') ? 'text/csv' : NDJSON;
  const path = `/api/books/${encodeURIComponent(book)}/imports?${asked}`;
  let last = '';
  for await (const line of linesOf(await apiOf(options).send(path, type, streamOf(file)))) {
    say(line);
    last = line;
  }
  const { refused } = JSON.parse(last || '{}') as { refused?: number };
  if (refused === undefined) throw new Failure('The import broke off: send the file again, with its idempotency keys.');
  return refused === 0;
}

function streamOf(file: string): ReadableStream<Uint8Array> {
  return Readable.toWeb(createReadStream(file)) as ReadableStream<Uint8Array>;
}

async function* kept(
  bytes: AsyncIterable<Uint8Array>,
  keep: (chunk: Uint8Array) => Promise<void>,
): AsyncGenerator<Uint8Array, void, void> {
  for await (const chunk of bytes) {
    await keep(chunk);
    yield chunk;
  }
}
