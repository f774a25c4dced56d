import { describe, expect, it } from 'vitest';
import { Names } from '../../src/queries/names.ts';

const names = (merged: Record<string, string>, parents: Record<string, string>, consolidated: boolean) =>
  new Names(new Map(Object.entries(merged)), new Map(Object.entries(parents)), consolidated);

describe('parties that were merged one into the next', () => {
  const chain = { a: 'b', b: 'c' };
  it('all read as the last', () => {
    const read = names(chain, {}, false);
    expect(['a', 'b', 'c', 'd'].map((party) => read.nameOf(party))).toEqual(['c', 'c', 'c', 'd']);
    expect(read.members('b')).toEqual(['c', 'a', 'b']);
    expect(read.members('d')).toEqual(['d']);
  });

  it('read as its topmost parent only where that is asked for, and so do their own daughters', () => {
    const parents = { c: 'top', daughter: 'a', b: 'gone' };
    expect(names(chain, parents, false).nameOf('daughter')).toBe('daughter');
    const read = names(chain, parents, true);
    // What b was part of before it was merged no longer counts.
    expect(['daughter', 'a', 'b', 'c'].map((party) => read.nameOf(party))).toEqual(['top', 'top', 'top', 'top']);
    expect(read.nameOf('gone')).toBe('gone');
  });
});

describe('parents that go round in a circle', () => {
  const circle = { x: 'y', y: 'z', z: 'y' };
  it('have no topmost one: each stays itself, or what it was merged into', () => {
    const read = names({ m: 'x' }, circle, true);
    expect(['m', 'x', 'y', 'z'].map((party) => read.nameOf(party))).toEqual(['x', 'x', 'y', 'z']);
  });
});

describe('a side of a deal', () => {
  it('says as whom it reads, and as what it was recorded where that is another', () => {
    const read = names({ aws: 'amazon' }, {}, false);
    expect(read.readPair({ obligor: 'openai', obligee: 'oracle' })).toEqual({ obligor: 'openai', obligee: 'oracle' });
    const recordedAs = { obligor: 'openai', obligee: 'aws' };
    expect(read.readPair(recordedAs)).toEqual({ obligor: 'openai', obligee: 'amazon', recordedAs });
  });
});
