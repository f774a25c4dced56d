import { describe, expect, it } from 'vitest';
import { printAmount } from '../src/amount.ts';
import type { DealHistory } from '../src/deal-history.ts';
import {
  amended,
  announced,
  day,
  exact,
  increase,
  inParty,
  leg,
  novated,
  performed,
  replace,
  retracted,
  terminated,
} from './commands.ts';
import { balances, given } from './specification.ts';

const begun = [announced([leg(exact(10))]), performed(exact(4), 2)];

/** What stands under which pair of parties. */
function pairs(outcome: { history(): unknown }) {
  const leg = (outcome.history() as DealHistory).state?.legs.get('l');
  if (!leg) throw new Error('there is no leg');
  const past = leg.former.map(({ obligor, obligee, performed, lapsed }) => {
    return [`${obligor} ${obligee}`, printAmount(performed).stated, printAmount(lapsed).stated];
  });
  const { performed: paid, lapsed, firm } = leg.balances;
  return [
    ...past,
    [`${leg.obligor} ${leg.obligee}`, printAmount(paid).stated, printAmount(lapsed).stated, printAmount(firm).stated],
  ];
}

describe('a leg that is novated', () => {
  it('goes to the new pair, but for what was performed', () => {
    expect(pairs(given(...begun).when(novated('c')))).toEqual([
      ['a b', '4', '0'],
      ['c b', '0', '0', '6'],
    ]);
  });

  it('can change its obligee', () => {
    expect(pairs(given(...begun).when(novated('c', 3, 'obligee')))).toEqual([
      ['a b', '4', '0'],
      ['a c', '0', '0', '6'],
    ]);
  });

  it('is performed by the new pair from then on', () => {
    expect(pairs(given(...begun, novated('c')).when(performed(exact(6), 4)))).toEqual([
      ['a b', '4', '0'],
      ['c b', '6', '0', '0'],
    ]);
  });

  it('comes back to an earlier pair, whose past it then goes on with', () => {
    const back = given(...begun, novated('c'), performed(exact(1), 4)).when(novated('a', 5));
    expect(pairs(back)).toEqual([
      ['c b', '1', '0'],
      ['a b', '4', '0', '5'],
    ]);
  });

  it('has one total over every pair that it has had', () => {
    const replaced = given(...begun, novated('c')).when(amended([replace(exact(10), exact(12))], 4));
    expect(balances(replaced.deal().legs.get('l') as never)).toEqual({ firm: '8 8 8 0 0', performed: '4 4 4 0 0' });
  });

  it('lapses, when the deal ends, under the pair that it has then', () => {
    expect(pairs(given(...begun, novated('c')).when(terminated(5)))).toEqual([
      ['a b', '4', '0'],
      ['c b', '0', '6', '0'],
    ]);
  });

  it('is not owed to oneself, nor handed to whom it has already', () => {
    given(...begun)
      .when(novated('b'))
      .refused('obligor-is-obligee', '/data/to');
    given(...begun)
      .when(novated('a'))
      .refused('novated-to-itself', '/data/to');
  });

  it('goes to a party of the book', () => {
    given(...begun)
      .when(novated('x'))
      .refused('unknown-party', '/data/to');
  });

  it('is refused where a later event would make one owe itself', () => {
    given(...begun, novated('c', 6))
      .when(novated('c', 5, 'obligee'))
      .refused('obligor-is-obligee', '/effectiveOn', 3);
  });

  it('is increased with the new pair', () => {
    expect(pairs(given(...begun, novated('c')).when(amended([increase(exact(5))], 4)))).toEqual([
      ['a b', '4', '0'],
      ['c b', '0', '0', '11'],
    ]);
  });

  it('keeps its former parties in the book', () => {
    given(announced([leg(exact(10))]), novated('c', 2))
      .when(retracted(1, 9, inParty('a')))
      .refused('party-in-use', '/data/event');
  });

  it('makes the next leg of the new pair a probable duplicate, and not of the old one', () => {
    const other = (obligor: string) => announced([leg(exact(10), { obligor })], 1, { deal: 'e', effectiveOn: day(1) });
    given(announced([leg(exact(10))]), novated('c'))
      .when(other('c'))
      .refused('probable-duplicate', '/data/legs/0');
    given(announced([leg(exact(10))]), novated('c'))
      .when(other('a'))
      .recorded();
  });
});
