import type { FastifyReply, FastifyRequest } from 'fastify';
import { toCsv } from './csv.ts';
import type { Place } from './place.ts';

/** How a read is answered: position and ETag, 304 where nothing changed, and a table in the form that is asked for. */

export type Form = 'json' | 'csv' | 'ndjson';
const TYPES: Readonly<Record<Form, string>> = {
  json: 'application/json; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  ndjson: 'application/x-ndjson; charset=utf-8',
};

/** The form that Accept names first, of those that there are; JSON where it names none. */
export function formOf(request: FastifyRequest): Form {
  for (const range of (request.headers.accept ?? '').split(',')) {
    const type = range.split(';', 1)[0]?.trim();
    if (type === 'application/json') return 'json';
    if (type === 'text/csv') return 'csv';
    if (type === 'application/x-ndjson') return 'ndjson';
  }
  return 'json';
}

export interface Answer {
  readonly body: object;
  /** The rows of the body, where it is a table. */
  readonly table?: readonly object[];
}

/** Answers what stands at a place, unless the client has it already. */
export async function answer(
  request: FastifyRequest,
  reply: FastifyReply,
  place: Place,
  read: () => Promise<Answer>,
): Promise<void> {
  const form = formOf(request);
  const tag = `"${place.generation}.${place.position}.${place.today}.${form}"`;
  setReadHeaders(reply, place.position, tag);
  if (namesTag(request.headers['if-none-match'], tag)) {
    await reply.status(304).send();
    return;
  }
  const { body, table } = await read();
  const shown = table ? form : 'json';
  reply.type(TYPES[shown]);
  await reply.send(
    shown === 'json' ? JSON.stringify(body) : shown === 'csv' ? toCsv(table ?? []) : toLines(table ?? []),
  );
}

export function setReadHeaders(reply: FastifyReply, position: number, tag: string): void {
  reply.headers({
    'offtake-position': String(position),
    etag: tag,
    'cache-control': 'private, no-cache',
    vary: 'accept',
  });
}

/** If-None-Match compares weakly. */
function namesTag(header: string | undefined, tag: string): boolean {
  return (header ?? '').split(',').some((each) => each.trim().replace(/^W\//, '') === tag || each.trim() === '*');
}

export function toLines(rows: readonly object[]): string {
  return rows.map((row) => `${JSON.stringify(row)}\n`).join('');
}

/** The head of every answer that stands at a place. */
export function headOf({ position, knownAt, validAt }: Place) {
  return { position, knownAt, validAt };
}
