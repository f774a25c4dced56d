import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { canonicalBody, chainHash, NO_HASH } from '@offtake/event-store/chain';
import type { RecordedEvent } from '@offtake/event-store/event';
import { connect, type EventStore } from '@offtake/event-store/store';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { announced, registered } from './commands.ts';
import { importLines, KEY, post, type Services, startServices } from './services.ts';

let there: Services;
let here: Services;
let source: EventStore;
let store: EventStore;
let origin = '';
let books = 0;

beforeAll(async () => {
  const start = (count: number) => startServices(count, { OFFTAKE_LOG: 'postgres' });
  [there, here] = await Promise.all([start(1), start(2)]);
  origin = here.urls[0] ?? '';
  [source, store] = [connect(there.databaseUrl), connect(here.databaseUrl)];
});
afterAll(async () => {
  await Promise.all([source.close(), store.close()]);
  await Promise.all([there.stop(), here.stop()]);
});

/** A book that was recorded in the other system. */
async function recorded(lines: readonly unknown[]): Promise<string> {
  books += 1;
  const book = `book-${books}`;
  await post(`${there.urls[0]}/api/books`, { book, name: 'Ñ' });
  await importLines(`${there.urls[0]}/api/books/${book}/imports?onError=skip`, lines);
  return book;
}

async function eventsOf(of: EventStore, book: string): Promise<readonly RecordedEvent[]> {
  const events: RecordedEvent[] = [];
  for await (const page of of.pages(book)) events.push(...page);
  return events;
}

/** Its lines, as an export has them. */
async function exported(book: string): Promise<Record<string, unknown>[]> {
  const head = await source.book(book);
  const events = await eventsOf(source, book);
  const end = { position: head?.position, hash: head?.hash };
  return [
    { export: 'book', form: 1, book, name: 'Ñ', ...end },
    ...events.map(({ position, stream, version, id, type, recordedAt, body, hash }) => {
      return { position, stream, version, event: id, type, recordedAt, body: JSON.parse(body), hash };
    }),
    { complete: true, ...end },
  ];
}

const restore = (book: string, lines: readonly unknown[], headers = {}, at = origin) => {
  const text = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n');
  return post(`${at}/api/books/${book}/restore`, text, { 'content-type': 'application/x-ndjson', ...headers });
};

const small = [registered('openai'), registered('aws'), announced('d')];

describe('the export of a book', () => {
  it('is restored in another system: the same ids, times, hashes', async () => {
    const example = await readFile(path.join(import.meta.dirname, '../../../examples/ai-compute.ndjson'), 'utf8');
    const book = await recorded(example.trim().split('\n'));
    const events = await eventsOf(source, book);
    const answer = await restore(book, await exported(book));
    const { position, hash, recordedAt } = events.at(-1) as RecordedEvent;
    expect(answer).toMatchObject({ status: 201, body: { book, name: 'Ñ', position, hash, recordedAt } });
    expect(answer.headers.get('location')).toBe(`/api/books/${book}`);
    expect(await eventsOf(store, book)).toEqual(events);
    expect(await store.verify(book)).toMatchObject({ intact: true, position });
  });

  it('is decided upon at once, by processes too that knew the book when it was empty', async () => {
    const book = await recorded(small);
    await post(`${origin}/api/books`, { book, name: 'Mine' });
    const events = (at: number, event: unknown) => post(`${here.urls[at]}/api/books/${book}/events`, event);
    for (const at of [0, 1]) expect((await events(at, announced('later', '77'))).status).toBe(422);
    expect((await restore(book, await exported(book))).body).toMatchObject({ name: 'Mine', position: 3 });
    expect((await events(1, announced('later', '77', '2025-06-01'))).body).toMatchObject({ position: 4 });
    expect((await events(0, announced('d', '5'))).body).toMatchObject({ violations: [{ rule: 'announced-twice' }] });
    expect(await store.verify(book)).toMatchObject({ intact: true, position: 4 });
  });

  it('may be of an empty book', async () => {
    const book = await recorded([]);
    expect((await restore(book, await exported(book))).body).toMatchObject({ position: 0, recordedAt: null });
  });
});

describe('a book that has events', () => {
  it('is not restored over', async () => {
    const book = await recorded(small);
    const lines = await exported(book);
    expect((await restore(book, lines)).status).toBe(201);
    expect((await restore(book, lines)).body).toMatchObject({ status: 409, type: '/docs/problems#exists' });
    expect((await store.book(book))?.position).toBe(3);
  });
});

describe('a file that is no export of that book', () => {
  const spoiled = (line: number, change: object) => (lines: Record<string, unknown>[]) => {
    Object.assign(lines[line - 1] ?? {}, change);
    return lines;
  };
  const body = (change: object) => (lines: Record<string, unknown>[]) => {
    Object.assign(lines[3]?.['body'] ?? {}, change);
    return lines;
  };

  it.each<[string, (lines: Record<string, unknown>[]) => readonly unknown[], number, string, string]>([
    ['of another book', spoiled(1, { book: 'another' }), 1, 'another-book', '/book'],
    ['of another form', spoiled(1, { form: 2 }), 1, 'schema', '/form'],
    ['without lines', () => [], 1, 'incomplete', ''],
    ['cut off before its end', (lines) => lines.slice(0, -1), 5, 'incomplete', ''],
    ['cut off within a line', (lines) => [...lines.slice(0, 3), '{"position":3,'], 4, 'malformed', ''],
    ['without an event', (lines) => lines.toSpliced(2, 1), 3, 'chain', '/position'],
    ['without its last event', (lines) => lines.toSpliced(3, 1), 4, 'incomplete', '/position'],
    ['with a line after its end', (lines) => [...lines, {}], 6, 'after-the-end', ''],
    ['with a blank line before what is changed', (lines) => ['', ...body({ actor: 'x' })(lines)], 5, 'chain', '/hash'],
    ['with an event in other words', body({ announcedOn: '2020-01-01' }), 4, 'chain', '/hash'],
    ['with another id', spoiled(3, { event: '0199d0e4-0000-7000-8000-000000000000' }), 3, 'chain', '/hash'],
    ['with another time', spoiled(3, { recordedAt: '2000-01-01T00:00:00.000000Z' }), 3, 'chain', '/recordedAt'],
    ['with an unknown field', spoiled(3, { more: 1 }), 3, 'unknown-field', '/more'],
    ['with half a character', body({ reason: '\ud800' }), 4, 'malformed', '/body'],
  ])('is refused %s: with line, rule and place, and the book stays away', async (_, spoil, line, rule, place) => {
    const book = await recorded(small);
    const answer = await restore(book, spoil(await exported(book)));
    expect(answer.body).toMatchObject({ status: 422, violations: [{ line, rule, path: place }] });
    expect(await store.book(book)).toBeNull();
  });

  it.each<[string, Partial<RecordedEvent>, object, string]>([
    ['of a type that nobody knows', { type: 'DealDreamt' }, {}, 'unreadable'],
    ['of a version to come', {}, { schemaVersion: 99 }, 'unreadable'],
    ['that does not fit its schema', {}, { data: { title: 'T' } }, 'unreadable'],
    ['that is not valid there', {}, { effectiveOn: '2024-01-01', data: { leg: 'x' } }, 'unreadable'],
    ['of a deal that was announced before', { type: 'DealAnnounced' }, {}, 'invalid-there'],
  ])('is refused for an event %s, also where its hashes are right', async (_, change, inBody, rule) => {
    const book = await recorded([...small, registered('late')]);
    const lines = await exported(book);
    const announcement = lines[3] as { body: object };
    Object.assign(announcement.body, inBody);
    const again = {
      ...(lines[4] as object),
      ...announcement,
      position: 4,
      version: 2,
      event: '0199d0e4-0000-7000-8000-000000000000',
    };
    if (rule === 'invalid-there') lines[4] = again;
    else Object.assign(announcement, change);
    let hash = NO_HASH;
    for (const line of lines.slice(1, -1)) {
      const { event: id, body, ...rest } = line as never as RecordedEvent & { event: string };
      hash = chainHash(hash, { ...rest, book, id, body: canonicalBody(body) });
      line['hash'] = hash;
    }
    for (const line of [lines[0], lines.at(-1)]) Object.assign(line ?? {}, { hash });
    const answer = await restore(book, lines);
    expect(answer.body).toMatchObject({ status: 422, violations: [{ line: rule === 'unreadable' ? 4 : 5, rule }] });
    expect(await store.book(book)).toBeNull();
  });
});

describe('restoring', () => {
  it('is for the platform operator, of NDJSON, under the name of a book', async () => {
    const book = await recorded(small);
    const lines = await exported(book);
    expect((await restore(book, lines, { authorization: 'Bearer ofk_a_b' })).status).toBe(401);
    expect((await restore(book, lines, { 'content-type': 'text/csv' })).status).toBe(415);
    expect((await restore('NONE', lines)).status).toBe(400);
    expect(await store.book(book)).toBeNull();
  });

  it('leaves nothing where its sender goes away', async () => {
    const book = await recorded(small);
    const lines = (await exported(book)).map((line) => `${JSON.stringify(line)}\n`);
    const gone = new AbortController();
    const sent = new ReadableStream({
      start: (queue) => queue.enqueue(new TextEncoder().encode(lines.slice(0, 3).join(''))),
      pull: () => new Promise((resolve) => setTimeout(() => resolve(gone.abort()), 200)),
    });
    const headers = { 'content-type': 'application/x-ndjson', authorization: `Bearer ${KEY}` };
    const init = { method: 'POST', headers, body: sent, duplex: 'half', signal: gone.signal } as RequestInit;
    await expect(fetch(`${origin}/api/books/${book}/restore`, init)).rejects.toThrow();
    expect(await store.book(book)).toBeNull();
    expect((await restore(book, await exported(book))).status).toBe(201);
  });
});
