import { setTimeout as sleep } from 'node:timers/promises';
import type { Bench } from './bench-system.ts';

/** The services as their clients see them, for what prepares a measurement. */

const LOOK_EVERY_MS = 20;
const WITHIN_MS = 900_000;

export function headersOf(bench: Bench, key?: string): Record<string, string> {
  const headers = { authorization: `Bearer ${bench.key}`, 'content-type': 'application/json' };
  return key === undefined ? headers : { ...headers, 'idempotency-key': key };
}

export async function createBook(bench: Bench, book: string): Promise<void> {
  await ok(await post(bench, '/api/books', JSON.stringify({ book, name: book })));
}

/** @returns the newest position. @throws Error where a line is refused */
export async function importLines(bench: Bench, book: string, lines: string): Promise<number> {
  const headers = { ...headersOf(bench), 'content-type': 'application/x-ndjson' };
  const address = `${bench.commandUrl}/api/books/${book}/imports`;
  const answer = await ok(await fetch(address, { method: 'POST', headers, body: lines }));
  const last = JSON.parse((await answer.text()).trim().split('\n').at(-1) ?? '');
  if (last.done !== true || last.refused !== 0) throw new Error(`not imported: ${JSON.stringify(last)}`);
  return last.position as number;
}

/** Resolves when the read models have come as far as this. */
export async function projected(bench: Bench, book: string, position: number): Promise<void> {
  for (const until = Date.now() + WITHIN_MS; Date.now() < until; await sleep(LOOK_EVERY_MS)) {
    const { checkpoint, state } = await read<{ checkpoint: number; state: string }>(bench, `/api/books/${book}`);
    if (checkpoint >= position) return;
    if (state === 'halted') throw new Error(`the book ${book} is halted`);
  }
  throw new Error(`the read models of ${book} do not come to ${position}`);
}

export async function read<T>(bench: Bench, path: string): Promise<T> {
  const answer = await ok(await fetch(`${bench.projectionUrl}${path}`, { headers: headersOf(bench) }));
  return (await answer.json()) as T;
}

function post(bench: Bench, path: string, body: string): Promise<Response> {
  return fetch(`${bench.commandUrl}${path}`, { method: 'POST', headers: headersOf(bench), body });
}

async function ok(answer: Response): Promise<Response> {
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
  return answer;
}
