import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { randomBookOf } from '../../../../packages/exposure/test/random-book.ts';
import { Projector } from '../../src/ingest/projector.ts';
import { contentOf, databaseAt } from '../ingest/read-models.ts';
import { type Asked, queryOf, questions } from '../random/asked.ts';
import { rowsByDefinition } from '../random/defined.ts';
import { ReadingSide, SHORT } from './reading-side.ts';
import { rewritten } from './rewritten.ts';

const BOOKS = 40;
const QUESTIONS_OF_EACH = 12;
/** Another one each time. A failure names it: put it here to see the same again. */
const SEED = Date.now() % 2 ** 31;
const SUBTOTALED: ReadonlySet<string> = new Set(['obligor', 'obligee', 'account']);

/** What subtotals answer: the rest of it is asked of postings, whatever was drawn. */
function ofSubtotals({ knownAt, groupBy, filter, ...asked }: Asked): Asked {
  const [key = ''] = Object.keys(filter);
  return {
    ...asked,
    knownAt: knownAt?.by === 'position' ? knownAt : null,
    reading: 'recorded',
    groupBy: groupBy.filter((each) => SUBTOTALED.has(each)),
    filter: key === 'deal' || key === 'leg' ? { kind: ['payment'], unit: ['USD'] } : filter,
  };
}

describe(`${BOOKS} random books in stretches of ${SHORT.stretch} positions (seed ${SEED})`, () => {
  const drawn = randomBookOf(20, 60).chain((events) => {
    const asked = fc.array(questions(events.length).map(ofSubtotals), {
      minLength: QUESTIONS_OF_EACH,
      maxLength: QUESTIONS_OF_EACH,
    });
    return fc.record({ events: fc.constant(events), asked });
  });
  const books = fc.sample(drawn, { numRuns: BOOKS, seed: SEED }).map((each, i) => {
    return { ...each, ledger: rewritten(`book-${i}`, each.events) };
  });
  let side: ReadingSide;
  beforeAll(async () => {
    side = await ReadingSide.start(...books.map(({ ledger }) => ledger));
  });
  afterAll(async () => void (await side.stop()));

  it('have the exposures of the definition at random coordinates', async () => {
    let told = 0;
    for (const { events, ledger, asked } of books) {
      for (const each of asked) {
        const address = `/api/books/${ledger.book}/exposures?${queryOf(each)}`;
        const { rows } = (await (await fetch(`${side.origin}${address}`)).json()) as {
          readonly rows: readonly object[];
        };
        const found = rows.map((row) => ({ ...row, disputed: undefined }));
        const defined = rowsByDefinition(events, each);
        expect(found, `${address} (seed ${SEED})`).toEqual(expect.arrayContaining([...defined]));
        expect(found, `${address} (seed ${SEED})`).toHaveLength(defined.length);
        told += found.length;
      }
    }
    expect(told).toBeGreaterThan(BOOKS * QUESTIONS_OF_EACH);
  });

  it('have the same subtotals in whichever batches their events come, and however often', async () => {
    const database = databaseAt(side.databaseUrl);
    await database.createGeneration(2);
    const projector = new Projector(side.databaseUrl, 'exposure_2', SHORT);
    for (const { ledger } of books) {
      const size = 1 + (ledger.head % 8);
      for (let from = 0; from < ledger.head; from += size) {
        // Some of what came before comes again.
        await projector.project(ledger.received.slice(Math.max(0, from - 2), from + size));
      }
    }
    await projector.close();
    const [together, apart] = [await contentOf(database, 'exposure_1'), await contentOf(database, 'exposure_2')];
    const [{ stretches } = { stretches: 0 }] = await database.rows<{ stretches: number }>(
      'select count(*)::int as stretches from exposure_2.subtotal',
    );
    await database.close();
    expect(stretches).toBeGreaterThan(BOOKS);
    expect(apart === together, `other read models (seed ${SEED})`).toBe(true);
  });
});
