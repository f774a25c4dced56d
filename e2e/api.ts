import { inject } from 'vitest';

/** The API as an operator with a key sees it. */

export interface Row {
  readonly kind: string;
  readonly unit: string;
  readonly account: string;
  readonly obligor: string;
  readonly obligee: string;
  readonly deal: string;
  readonly low: string;
  readonly stated: string;
  readonly high: string | null;
  readonly unstated: number;
}

export interface Recorded {
  readonly position: number;
  readonly version: number;
  readonly event: string;
}

export async function call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
  const type = typeof body === 'string' ? 'application/x-ndjson' : 'application/json';
  return fetch(`${inject('origin')}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${inject('key')}`,
      ...(body === undefined ? {} : { 'content-type': type }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
}

/** @throws Error with the problem's text where the answer is none of 2xx */
export async function read<T>(path: string): Promise<T> {
  return (await ok(await call('GET', path))).json() as Promise<T>;
}

export async function record(book: string, event: object): Promise<Recorded> {
  return (await ok(await call('POST', `/api/books/${book}/events`, event))).json() as Promise<Recorded>;
}

export async function createBook(book: string): Promise<void> {
  await ok(await call('POST', '/api/books', { book, name: book }));
}

/** The lines of the answer; the last one holds the totals. */
export async function importLines(book: string, lines: readonly object[]): Promise<Record<string, unknown>[]> {
  const body = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
  const text = await (await ok(await call('POST', `/api/books/${book}/imports`, body))).text();
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

/** The sum's rows of a book, by obligor, obligee, account and deal, at the coordinates of `query`. */
export async function exposures(book: string, query = ''): Promise<readonly Row[]> {
  const path = `/api/books/${book}/exposures?groupBy=obligor,obligee,account,deal&${query}`;
  return (await read<{ rows: Row[] }>(path)).rows;
}

async function ok(answer: Response): Promise<Response> {
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
  return answer;
}
