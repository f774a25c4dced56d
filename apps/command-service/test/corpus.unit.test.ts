import { describe, expect, it } from 'vitest';
import { corpusBooks } from '../../../packages/deals/test/stored-corpus.ts';
import { BookState } from '../src/decider/book-state.ts';

describe('every book that was ever stored', () => {
  it.each(corpusBooks())('can be decided on: $name', ({ rows }) => {
    const state = new BookState();
    for (const row of rows) state.fold(row);
    expect(state.position).toBe(rows.length);
  });
});
