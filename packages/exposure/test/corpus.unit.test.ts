import { describe, expect, it } from 'vitest';
import { corpusBooks, expectationOf, readBook } from '../../deals/test/stored-corpus.ts';
import { BookFold } from '../src/book-fold.ts';
import { sumPostings } from '../src/sum.ts';

const KEYS = ['deal', 'leg', 'obligor', 'obligee', 'account'] as const;

describe('the postings of every book that was ever stored', () => {
  it.each(corpusBooks())('sum to what it comes to: $name', (book) => {
    const fold = new BookFold();
    const postings = readBook(book).events.flatMap((event) => fold.apply(event));
    const sums = sumPostings(postings, {}, KEYS).map(({ low, stated, high, unstated, ...keys }) => {
      const key = [...KEYS, 'kind', 'unit'].map((name) => keys[name as 'deal']).join('|');
      return [key, { low, stated, high, unstated }] as const;
    });
    expect(Object.fromEntries(sums)).toEqual(expectationOf(book).exposures);
  });
});
