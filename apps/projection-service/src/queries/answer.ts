import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { columnsOf, fileNameOf } from './columns.ts';
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
  if (isFresh(request, reply, place)) {
    await reply.status(304).send();
    return;
  }
  await send(request, reply, await read());
}

/** Sets the headers of a read at a place, and says whether the client has it already. */
export function isFresh(request: FastifyRequest, reply: FastifyReply, place: Place): boolean {
  const tag = `"${place.generation}.${place.position}.${place.today}.${formOf(request)}"`;
  reply.header('offtake-position', String(place.position));
  return hasTag(request, reply, tag);
}

/** Answers what also changes without an event, as lag does: its tag is of its content. */
export async function answerPresent(request: FastifyRequest, reply: FastifyReply, present: Answer): Promise<void> {
  const content = createHash('sha256').update(JSON.stringify(present.body)).digest('base64url').slice(0, 22);
  if (hasTag(request, reply, `"${content}.${formOf(request)}"`)) await reply.status(304).send();
  else await send(request, reply, present);
}

/** What was asked for, in the form that Accept names where it is a table. */
export async function send(request: FastifyRequest, reply: FastifyReply, { body, table }: Answer): Promise<void> {
  const form = table ? formOf(request) : 'json';
  reply.type(TYPES[form]);
  if (!table || form === 'json') {
    await reply.send(JSON.stringify(body));
    return;
  }
  nameFile(request, reply, form);
  const { groupBy } = request.query as { readonly groupBy?: string };
  await reply.send(form === 'csv' ? toCsv(table, columnsOf(request.routeOptions.url ?? '', groupBy)) : toLines(table));
}

/** What a browser keeps the table as. */
export function nameFile(request: FastifyRequest, reply: FastifyReply, form: 'csv' | 'ndjson'): void {
  const path = request.url.split('?', 1)[0] ?? '';
  const name = fileNameOf(path, reply.getHeader('offtake-position'), form);
  reply.header('content-disposition', `attachment; filename="${name}"`);
}

function hasTag(request: FastifyRequest, reply: FastifyReply, tag: string): boolean {
  reply.headers({ etag: tag, 'cache-control': 'private, no-cache', vary: 'accept' });
  return namesTag(request.headers['if-none-match'], tag);
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
