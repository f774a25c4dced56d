import { describe, expect, it } from 'vitest';
import {
  amended,
  announced,
  confirmed,
  corrected,
  disputed,
  exact,
  granted,
  increase,
  inParty,
  leg,
  merged,
  novated,
  partyEvent,
  performed,
  registered,
  retracted,
  right,
  ruled,
  terminated,
  updated,
} from './commands.ts';
import { given } from './specification.ts';

const firm = announced([leg(exact(10))]);
const pair = 'pair/a/b/payment/USD';
const sorted = ({ reads, writes }: { reads: readonly string[]; writes: readonly string[] }) => ({
  reads: [...reads].sort(),
  writes: [...writes].sort(),
});
const guardsOf = (command: object, ...posted: object[]) => sorted(given(...posted).when(command).guards);

describe('the facts of other streams that a decision rests on', () => {
  it('are, for a leg, its parties and the legs like it, to which it is added', () => {
    expect(guardsOf(firm)).toEqual({ reads: [pair, 'party/a', 'party/b'], writes: [pair] });
  });

  it('make one of two that announce the same leg see the other', () => {
    const one = guardsOf(firm);
    const other = guardsOf(announced([leg(exact(10))], 1, { deal: 'e' }));
    expect(one.writes.filter((fact) => other.reads.includes(fact))).toEqual([pair]);
  });

  it('are none for what stays inside its deal', () => {
    for (const command of [performed(exact(1)), amended([increase(exact(1))]), confirmed(1)]) {
      expect(guardsOf(command, firm)).toEqual({ reads: [], writes: [] });
    }
  });

  it('are the parties of a right', () => {
    expect(guardsOf(granted(right()), firm)).toEqual({ reads: ['party/a', 'party/b'], writes: [] });
  });

  it('change where a leg wholly lapses, comes back, or comes to be owed by another', () => {
    expect(guardsOf(terminated(), firm)).toEqual({ reads: [], writes: [pair] });
    expect(guardsOf(retracted(2), firm, terminated())).toEqual({ reads: [pair, 'party/a', 'party/b'], writes: [pair] });
    const fromC = { title: 'A deal', legs: [leg(exact(10), { obligor: 'c' })] };
    expect(guardsOf(corrected(1, fromC), firm)).toEqual({
      reads: ['pair/c/b/payment/USD', 'party/b', 'party/c'],
      writes: [pair, 'pair/c/b/payment/USD'],
    });
  });

  it('are also what a refusal rests on', () => {
    const unknown = announced([leg(exact(10), { obligor: 'x' })]);
    expect(guardsOf(unknown)).toEqual({ reads: ['pair/x/b/payment/USD', 'party/b', 'party/x'], writes: [] });
    const twin = announced([leg(exact(10))], 1, { deal: 'e' });
    expect(guardsOf(twin, firm).reads).toContain(pair);
  });

  it('are, for a party, the one above it; and it is a fact itself', () => {
    expect(guardsOf(registered('x', { parent: 'a' }))).toEqual({ reads: ['party/a'], writes: ['party/x'] });
    expect(guardsOf(registered('a'))).toEqual({ reads: [], writes: [] });
  });

  it('are, for a metric, the parties that it names', () => {
    const data = { parties: ['a', 'b'], metric: 'cash', quantity: exact(1) };
    expect(guardsOf(partyEvent('MetricObserved', 'a', data))).toEqual({ reads: ['party/a', 'party/b'], writes: [] });
  });

  it('are the whole book where a party leaves it, or moves in it', () => {
    expect(guardsOf(retracted(1, 9, inParty('a')))).toEqual({ reads: ['book'], writes: ['party/a'] });
    const below = corrected(1, { name: 'A', parent: 'b' }, undefined, 9, inParty('a'));
    expect(guardsOf(below)).toEqual({ reads: ['book', 'party/b'], writes: ['party/a'] });
  });

  it('are none for evidence, which moves nobody', () => {
    expect(guardsOf(confirmed(1, 9, inParty('a')))).toEqual({ reads: [], writes: [] });
  });

  it('are the whole book where words come back that may name anyone', () => {
    expect(guardsOf(retracted(2), firm, retracted(1)).reads).toContain('book');
    expect(guardsOf(retracted(1), firm)).toEqual({ reads: [], writes: [pair] });
  });

  it('are the whole book where a leg that would come back is refused for another that stands in its place', () => {
    const twin = announced([leg(exact(10))], 3, { deal: 'e' });
    const specification = given(firm, terminated(), twin).when(retracted(2));
    specification.refused('probable-duplicate', '/data/event');
    expect(specification.guards.reads).toContain('book');
  });
});

describe('the facts that the other events rest on', () => {
  it('are the new party of a novation, and the pairs that the leg leaves and enters', () => {
    expect(guardsOf(novated('c'), firm)).toEqual({
      reads: ['pair/c/b/payment/USD', 'party/b', 'party/c'],
      writes: [pair, 'pair/c/b/payment/USD'],
    });
  });

  it('are the parties that an alternative names', () => {
    const other = { title: 'A deal', legs: [leg(exact(10), { obligee: 'c' })] };
    expect(guardsOf(disputed(1, other), firm)).toEqual({
      reads: ['pair/a/c/payment/USD', 'party/a', 'party/c'],
      writes: [],
    });
  });

  it('are the whole book for a ruling that brings other words into it, and none for one that does not', () => {
    const other = { title: 'A deal', legs: [leg(exact(12))] };
    expect(guardsOf(ruled(1, 'alternative'), firm, disputed(1, other))).toMatchObject({
      reads: ['book', pair, 'party/a', 'party/b'],
      writes: [pair],
    });
    expect(guardsOf(ruled(1, 'recorded'), firm, disputed(1, other))).toEqual({ reads: [], writes: [] });
  });

  it('are, for a merger, the party that goes on; what it changes is the one that does not', () => {
    expect(guardsOf(merged('a', 'b'))).toEqual({ reads: ['party/b'], writes: ['party/a'] });
  });

  it('are, for a new parent, every party that may stand above it', () => {
    expect(guardsOf(updated('a', { parent: 'b' }))).toEqual({ reads: ['book', 'party/b'], writes: ['party/a'] });
    expect(guardsOf(updated('a', { name: 'Alpha' }))).toEqual({ reads: [], writes: ['party/a'] });
  });
});
