import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { legsIn } from '../src/checks.ts';
import { ABOUT_EVENTS, DEAL_EVENTS, NOT_CORRECTABLE, PARTY_EVENTS } from '../src/events.ts';
import { legSchema, rightSchema } from '../src/leg-terms.ts';
import { SCHEMA_VERSION } from '../src/upcasters.ts';
import { CORPUS, corpusBooks, corpusFiles, expectationOf, foldBook, readBook } from './stored-corpus.ts';

const books = corpusBooks();
const SCHEMAS = { ...DEAL_EVENTS, ...PARTY_EVENTS, ...ABOUT_EVENTS };

describe('the corpus of stored events', () => {
  it('is for ever as it was written: each file is listed with its SHA-256, and no other', () => {
    // As sha256sum writes and checks it. A new file gets a new line; a line that is there never changes.
    const listed = readFileSync(path.join(CORPUS, 'SHA256SUMS'), 'utf8').trimEnd().split('\n');
    const found = corpusFiles().map((file) => {
      return `${createHash('sha256')
        .update(readFileSync(path.join(CORPUS, file)))
        .digest('hex')}  ${file}`;
    });
    expect(found.sort()).toEqual(listed.sort());
  });

  it('holds every version', () => {
    const versions = Array.from({ length: SCHEMA_VERSION }, (_, i) => i + 1);
    expect([...new Set(books.map(({ version }) => version))].sort((a, b) => a - b)).toEqual(versions);
    for (const { version, rows } of books) {
      for (const { body } of rows) expect(JSON.parse(body).schemaVersion).toBe(version);
    }
  });

  it('chains its hashes as the ledger does', () => {
    for (const { rows } of books) {
      let before = '0'.repeat(64);
      for (const { book, position, stream, version, id, type, recordedAt, body, hash, prevHash } of rows) {
        const text = [book, position, stream, version, id, type, recordedAt, body].join('\n');
        expect(prevHash).toBe(before);
        expect(hash).toBe(createHash('sha256').update(before, 'hex').update(text, 'utf8').digest('hex'));
        before = hash;
      }
    }
  });

  it.each(books)('folds as ever: $name', (book) => {
    expect(foldBook(book)).toEqual(expectationOf(book));
  });
});

describe('every type of event of the present version', () => {
  const present = books.filter(({ version }) => version === SCHEMA_VERSION).flatMap((book) => readBook(book).events);

  it.each(Object.entries(SCHEMAS))(
    'is in the corpus, with and without each part that may be left out: %s',
    (type, schema) => {
      const data = present.filter((event) => event.type === type).map((event) => event.data as Said);
      expect(data).not.toEqual([]);
      expectBothOf(schema, data, NOT_CORRECTABLE);
    },
  );

  it('is there with legs, rights and quantities of every kind', () => {
    const announced = present.flatMap(({ data }) => ('title' in data && 'legs' in data ? [data] : []));
    const legs = present.flatMap(({ type, data }) => legsIn(type, data));
    expectBothOf(legSchema, legs);
    expectBothOf(
      rightSchema,
      announced.flatMap((deal) => deal.rights ?? []),
    );
    const values = (of: (leg: (typeof legs)[number]) => readonly string[]) => new Set(legs.flatMap(of));
    expect(values(({ kind }) => [kind])).toEqual(new Set(legSchema.shape.kind.options));
    expect(values(({ binding }) => [binding])).toEqual(new Set(legSchema.shape.binding.options));
    const qualifiers = ['exact', 'approx', 'upTo', 'atLeast', 'between', 'undisclosed'];
    expect(new Set(JSON.stringify(present).match(/(?<="qualifier":")\w+/g))).toEqual(new Set(qualifiers));
    const changes = present.flatMap(({ data }) => ('changes' in data ? data.changes.map(({ op }) => op) : []));
    expect(new Set(changes).size).toBe(6);
  });
});

type Said = Readonly<Record<string, unknown>>;

/** Each field that may be left out is there once, and once it is not. */
function expectBothOf(schema: z.ZodObject, said: readonly Said[], except: readonly string[] = []): void {
  for (const [field, part] of Object.entries(schema.shape as Record<string, z.ZodType>)) {
    if (!part.safeParse(undefined).success || except.includes(field)) continue;
    expect(
      said.some((data) => (data[field] ?? null) !== null),
      `${field} is never there`,
    ).toBe(true);
    expect(
      said.some((data) => (data[field] ?? null) === null),
      `${field} is always there`,
    ).toBe(true);
  }
}
