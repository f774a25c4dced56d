import { describe, expect, it } from 'vitest';
import { type RebuildProgress, visible } from '../../src/ingest/rebuild-progress.ts';

const failed: RebuildProgress = {
  generation: 2,
  state: 'failed',
  done: 0,
  total: 9,
  rate: null,
  secondsLeft: null,
  startedAt: '2026-11-24T01:02:03.000Z',
  error: 'the book secret stands still: gap at 4',
  comparison: { books: 2, differing: ['posting of mine', 'deal of secret'] },
};

describe('what is said of a rebuild', () => {
  it('is all of it to whoever may read every book', () => {
    expect(visible(failed, { mayRead: () => true, mayReadAll: true })).toEqual(failed);
  });

  it('names no book to whoever may not read it', () => {
    const said = visible(failed, { mayRead: (book) => book === 'mine', mayReadAll: false });
    expect(JSON.stringify(said)).not.toContain('secret');
    expect(said).toMatchObject({ state: 'failed', comparison: { books: 2, differing: ['posting of mine'] } });
  });

  it('has no error where there was none', () => {
    const { error: _, ...running } = failed;
    expect(visible(running, { mayRead: () => false, mayReadAll: false })).not.toHaveProperty('error');
  });
});
