import { describe, expect, it } from 'vitest';
import { BookFold, positionOn } from '../src/book-fold.ts';
import { flowsOf } from '../src/flows.ts';
import { counts } from '../src/sum.ts';
import { exampleBook } from './example-book.ts';

const events = exampleBook();
const book = new BookFold();
const postings = events.flatMap((event) => book.apply(event));
const parents = new Map(
  events.flatMap(({ type, stream, data }) =>
    type === 'PartyRegistered' && data.parent ? [[stream.slice('party/'.length), data.parent] as const] : [],
  ),
);

/** What is firm and performed between the groups of the example book, as it was known on a day. */
function flowsOn(day: string) {
  const place = { knownAt: positionOn(day, events) };
  const group = (party: string) => parents.get(party) ?? party;
  const edges = postings
    .filter((posting) => counts(posting, place) && ['firm', 'performed'].includes(posting.account))
    .map(({ obligor, obligee, kind, unit, ...amount }) => {
      return { obligor: group(obligor), obligee: group(obligee), kind, unit, amount };
    });
  return flowsOf(edges, 'USD', 5);
}

describe('the money of the example book', () => {
  it('goes round in November 2025 only between OpenAI and CoreWeave', () => {
    const { gross, cycles, circularity, passThrough } = flowsOn('2025-11-03');
    // Payments of 670.4 bn, and shares of 0.35 bn that CoreWeave issues to OpenAI: 2 × 0.35 / 670.75 go round.
    expect(gross).toBe('670750000000');
    expect(cycles.filter(({ value }) => value).map(({ parties, value }) => [...parties, value])).toEqual([
      ['coreweave', 'openai', '350000000'],
    ]);
    expect(circularity).toBe('0.001044');
    // What is got and passed on: Microsoft 27.1 of 250, IREN 5.8 of 9.7, OpenAI and CoreWeave 0.35: 33.6 / 670.75.
    expect(passThrough).toBe('0.050093');
  });

  it('goes round in February 2026 also between Amazon and OpenAI, with 15 bn of equity against 138 bn of bills', () => {
    const { gross, cycles, circularity, passThrough, net } = flowsOn('2026-02-28');
    // Payments of 810.4 bn, equity of 45 (30 of Nvidia, 15 of Amazon), shares of 0.35.
    expect(gross).toBe('855750000000');
    expect(cycles.filter(({ value }) => value).map(({ parties, value }) => [...parties, value])).toEqual([
      ['amazon', 'openai', '15000000000'],
      ['coreweave', 'openai', '350000000'],
    ]);
    // 2 × 15.35 / 855.75
    expect(circularity).toBe('0.035875');
    // OpenAI 45.35, Microsoft 27.1, Amazon 15, IREN 5.8, CoreWeave 0.35: 93.6 / 855.75
    expect(passThrough).toBe('0.109378');
    // OpenAI owes 138 + 10 + 22.4 + 250 + 300, and is owed 45.35.
    expect(net[0]).toEqual({ party: 'openai', net: '-675050000000' });
  });
});
