import { describe, expect, it } from 'vitest';
import { backTo, reachedBy, reachFrom } from '../../src/ingest/reach.ts';

const at = (offset: number, book = 'b') => ({ book, position: offset + 1, offset: BigInt(offset) });
const marked = (offset: number) => ({ ...at(offset, 'm'), log: 'topic/1' });

describe('where to go back to', () => {
  it('is the earliest place of the books', () => {
    expect(backTo(reachFrom(0, marked(9), []), [at(5), at(3), at(7)])).toEqual(at(3));
  });

  it('is the place that is read, where that comes before those of the books: nothing is left out', () => {
    const reach = reachFrom(0, marked(9), []);
    reachedBy(reach, at(4, 'c'), 'topic/1');
    expect(backTo(reach, [at(7)])).toEqual(at(4, 'c'));
  });

  it('is the beginning, where the place of a book was never reached', () => {
    expect(backTo(reachFrom(0, marked(9), []), [at(3), at(12)])?.offset).toBe(-1n);
  });

  it('is the beginning, where the place of a book was reached in another log only', () => {
    const reach = reachFrom(0, marked(9), []);
    reachedBy(reach, at(4, 'c'), 'topic/2');
    expect(backTo(reach, [at(7)])?.offset).toBe(-1n);
    reachedBy(reach, at(8, 'c'), 'topic/2');
    expect(backTo(reach, [at(7)])).toEqual(at(7));
  });

  it('is known of the books alone as long as there is no mark', () => {
    expect(backTo(reachFrom(0, null, [at(6), at(2)]), [at(2)])).toEqual(at(2));
  });
});
