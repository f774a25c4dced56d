import { formatDecimal, parseDecimal } from '@offtake/deals/amount';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { randomBookOf } from '../../../../packages/exposure/test/random-book.ts';
import { readEvents } from './event-stream.ts';
import { ReadingSide } from './reading-side.ts';
import { rewritten } from './rewritten.ts';

const BOOKS = 60;
/** Another one each time. A failure names it: put it here to see the same again. */
const SEED = Date.now() % 2 ** 31;

interface Place {
  readonly knownAt: number;
  readonly validAt: string | null;
  readonly reading: 'recorded' | 'alternative';
  readonly consolidate: boolean;
}
const places = fc.sample(
  fc.record({
    knownAt: fc.double({ min: 0.1, max: 1, noNaN: true }),
    validAt: fc.option(
      fc.integer({ min: -2, max: 32 }).map((n) => new Date(Date.UTC(2026, 2, n)).toISOString().slice(0, 10)),
    ),
    reading: fc.constantFrom('recorded' as const, 'alternative' as const),
    consolidate: fc.boolean(),
  }),
  { numRuns: BOOKS, seed: SEED },
);

describe(`${BOOKS} random books (seed ${SEED}), each read at some place`, () => {
  const events = fc.sample(randomBookOf(10, 60), { numRuns: BOOKS, seed: SEED });
  const books = events.map((each, i) => rewritten(`book-${i}`, each));
  let side: ReadingSide;
  beforeAll(async () => {
    side = await ReadingSide.start(...books);
  });
  afterAll(async () => void (await side.stop()));

  const all = books.map((ledger, i) => {
    const { knownAt, ...place } = places[i] as Place;
    return { ledger, place: { knownAt: Math.ceil(knownAt * ledger.head), ...place } };
  });
  const read = async <T>({ ledger, place }: (typeof all)[number], path: string, query = ''): Promise<T> => {
    const { knownAt, validAt, reading } = place;
    const at = `knownAt=${knownAt}&reading=${reading}${validAt ? `&validAt=${validAt}` : ''}`;
    const url = `${side.origin}/api/books/${ledger.book}/${path}?${path.endsWith('diff') ? '' : at}&${query}`;
    const response = await fetch(url);
    const body = await response.text();
    if (response.status !== 200) throw new Error(`${url}: ${response.status} ${body}`);
    return JSON.parse(body) as T;
  };

  it('say of a deal the same in the register, in its term sheet, in its history and in sums', async () => {
    for (const each of all) {
      const { deals } = await read<{ deals: Sheet[] }>(each, 'deals');
      for (const row of deals) {
        const { title, state, flags, leftAside, announcedOn, lastConfirmedOn, version, legs } = await read<Sheet>(
          each,
          `deals/${row.deal}`,
        );
        const sheet = { title, state, flags, announcedOn, lastConfirmedOn, version };
        expect([each, row.leftAside]).toEqual([each, leftAside]);
        expect([each.ledger.book, row]).toMatchObject([each.ledger.book, { ...sheet, legs: legs.length }]);
        const cells = legs.flatMap(({ leg, accounts }) => accounts.map((cell) => ({ ...cell, leg })));
        const groups = `deal=${row.deal}&groupBy=leg,obligor,obligee,account`;
        const { rows } = await read<{ rows: Row[] }>(each, 'exposures', groups);
        expect([each, totalsOf(rows, nameOfCell)]).toEqual([each, totalsOf(cells, nameOfCell)]);
        // A dispute touches no number of a deal that is not disputed, and its legs say so where the deal does.
        const touched = [...rows, ...legs].filter(({ disputed }) => disputed);
        if (!flags.disputed) expect([each, touched]).toEqual([each, []]);
        const { entries } = await read<{ entries: { postings: Row[] }[] }>(each, `deals/${row.deal}/history`);
        const postings = entries.flatMap((entry) => entry.postings);
        expect([each, totalsOf(postings, nameOfCell)]).toEqual([each, totalsOf(rows, nameOfCell)]);
      }
    }
  });

  it('explain every number by postings that sum to it', async () => {
    for (const each of all) {
      const query = `groupBy=obligor,obligee,account&consolidate=${each.place.consolidate}`;
      const { postings, sum, internal } = await read<Explained>(each, 'exposures/explain', query);
      const exposures = await read<Explained>(each, 'exposures', query);
      expect([each, exposures.rows, exposures.internal]).toEqual([each, sum, internal]);
      expect([each, totalsOf(postings, nameOfRow)]).toEqual([each, totalsOf(sum, nameOfRow)]);
    }
  });

  it('differ from what was known before by the postings of the events that are named', async () => {
    for (const each of all) {
      const { knownAt, validAt, reading } = each.place;
      const at = `reading=${reading}${validAt ? `&validAt=${validAt}` : ''}&groupBy=deal,leg,account`;
      const diff = await read<Diff>(each, 'exposures/diff', `from=${Math.floor(knownAt / 2)}&to=${knownAt}&${at}`);
      const reasons = [...diff.facts, ...diff.corrections, ...diff.disputes].flatMap(({ postings }) => postings);
      const changes = diff.rows.map((row) => ({ ...row, ...row.difference }));
      const name = ({ deal, leg, account, unit }: Row) => `${deal} ${leg} ${account} ${unit}`;
      expect([each, totalsOf(reasons, name)]).toEqual([each, totalsOf(changes, name)]);
    }
  });

  it('show every party and its history, and tell every event to who follows', async () => {
    for (const each of all) {
      const { parties } = await read<{ parties: { party: string; name: string }[] }>(each, 'parties');
      for (const { party, name } of parties) {
        expect(await read(each, `parties/${party}`)).toMatchObject({ party, name });
        const { entries } = await read<{ entries: { position: number }[] }>(each, `parties/${party}/history`);
        const positions = entries.map(({ position }) => position);
        expect(positions).toEqual([...new Set(positions)].sort((a, b) => a - b));
      }
      const url = `${side.origin}/api/books/${each.ledger.book}/stream?after=0`;
      const frames = await readEvents(url, (events) => events.some(({ event }) => event === 'caught-up'));
      expect(frames.filter(({ event }) => event === 'recorded')).toHaveLength(each.ledger.head);
    }
  });
});

interface Row {
  readonly deal: string;
  readonly leg: string;
  readonly obligor: string;
  readonly obligee: string;
  readonly account: string;
  readonly kind: string;
  readonly unit: string;
  readonly low: string;
  readonly stated: string;
  readonly disputed?: true;
}
interface Sheet {
  readonly deal: string;
  readonly title: string;
  readonly state: string;
  readonly flags: { readonly disputed: boolean };
  readonly leftAside?: readonly string[];
  readonly announcedOn: string;
  readonly lastConfirmedOn: string;
  readonly version: number;
  readonly legs: readonly { readonly leg: string; readonly disputed?: true; readonly accounts: readonly Row[] }[];
}
interface Explained {
  readonly rows: readonly Row[];
  readonly postings: readonly Row[];
  readonly sum: readonly Row[];
  readonly internal?: readonly object[];
}
interface Diff extends Record<'facts' | 'corrections' | 'disputes', readonly { readonly postings: readonly Row[] }[]> {
  readonly rows: readonly (Row & { readonly difference: Pick<Row, 'low' | 'stated'> })[];
}

const nameOfCell = ({ leg, obligor, obligee, account }: Row) => `${leg} ${obligor} ${obligee} ${account}`;
const nameOfRow = ({ obligor, obligee, account, kind, unit }: Row) =>
  `${obligor} ${obligee} ${account} ${kind} ${unit}`;

/** Low and stated by name; what is zero in both is left out. */
function totalsOf(rows: readonly Row[], nameOf: (row: Row) => string): object {
  const totals = new Map<string, readonly [bigint, bigint]>();
  for (const row of rows) {
    const [low, stated] = totals.get(nameOf(row)) ?? [0n, 0n];
    totals.set(nameOf(row), [low + parseDecimal(row.low), stated + parseDecimal(row.stated)]);
  }
  const present = [...totals].filter(([, [low, stated]]) => low !== 0n || stated !== 0n).sort();
  return Object.fromEntries(present.map(([name, amounts]) => [name, amounts.map(formatDecimal).join(' ')]));
}
