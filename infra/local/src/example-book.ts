import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { CannotStart } from './cannot-start.ts';
import type { Home } from './home.ts';

export interface ExampleBook {
  readonly book: string;
  readonly name: string;
  /** NDJSON, a line for each event, each with its own idempotency key. */
  readonly file: string;
}

const REQUEST_TIMEOUT_MS = 120_000;

/**
 * Creates the book and records the file's events in it; resolves to a sentence. Which content was loaded is remembered,
 * so a second start sends nothing; after a start that was cut off, the file's own keys keep anything from coming twice.
 * A book that holds another edition of the file is left as it is.
 * @throws {CannotStart} where the book or one of its lines is refused
 */
export async function loadExampleBook(example: ExampleBook, origin: string, home: Home): Promise<string> {
  const events = await readFile(example.file);
  const content = createHash('sha256').update(events).digest('hex');
  const remembered = home.path(`loaded-${example.book}`);
  const loaded = await readFile(remembered, 'utf8').catch(() => null);
  if (loaded === content) return `The book "${example.book}" is there already.`;
  // Its lines stand in the order of an earlier edition: those of this one would come too late, or twice.
  if (loaded !== null) return `The book "${example.book}" holds an earlier example. Delete the data to load this one.`;
  const authorization = `Bearer ${home.operatorKey}`;
  const created = await post(
    `${origin}/api/books`,
    'application/json',
    authorization,
    JSON.stringify({ book: example.book, name: example.name }),
  );
  if (created.status !== 201 && created.status !== 409) await refuse(`create the book "${example.book}"`, created);
  await created.body?.cancel();

  const answer = await post(
    `${origin}/api/books/${example.book}/imports`,
    'application/x-ndjson',
    authorization,
    events,
  );
  if (!answer.ok) await refuse('load the example book', answer);
  const lines = (await answer.text()).trim().split('\n');
  const total = JSON.parse(lines.at(-1) ?? '{}') as { recorded?: number; refused?: number; position?: number };
  if (total.refused !== 0) throw new CannotStart(`The example book was not loaded as a whole: ${lines[0]}`);
  await writeFile(remembered, content);
  // So that the first look at it shows all of it; where the read models are not there yet, the page says so itself.
  const seen = await fetch(`${origin}/api/books/${example.book}/deals?minPosition=${total.position}`, {
    headers: { authorization },
    signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
  });
  await seen.body?.cancel();
  return `The book "${example.book}" holds the example: ${total.recorded} events recorded.`;
}

async function post(
  address: string,
  type: string,
  authorization: string,
  body: string | Buffer<ArrayBuffer>,
): Promise<Response> {
  return fetch(address, {
    method: 'POST',
    headers: { 'content-type': type, authorization },
    body,
    signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
  });
}

async function refuse(what: string, answer: Response): Promise<never> {
  throw new CannotStart(`Could not ${what}: ${answer.status} ${await answer.text()}`);
}
