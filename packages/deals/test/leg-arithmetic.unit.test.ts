import { describe, expect, it } from 'vitest';
import {
  decrease,
  end,
  enter,
  increase,
  type LegState,
  type Moved,
  perform,
  replace,
  sign,
  totalOf,
} from '../src/leg.ts';
import { type Binding, legSchema } from '../src/leg-terms.ts';
import { type OneNumber, type Quantity, quantitySchema } from '../src/quantity.ts';
import { atLeast, between, exact, leg as terms, undisclosed, upTo } from './commands.ts';
import { balances, vector } from './specification.ts';

const q = (quantity: object): Quantity => quantitySchema.parse(quantity);
const n = (value: number) => exact(value) as OneNumber;
const ON = '2025-03-09';
const entered = (quantity: object, binding: Binding = 'firm', more: object = {}) =>
  enter(legSchema.parse(terms(quantity, { binding, ...more })), '2025-03-01');

/** Moves one after the other; the first that is not allowed answers. */
function after(leg: LegState, ...moves: readonly ((leg: LegState) => Moved)[]): Moved {
  return moves.reduce<Moved>((moved, move) => (typeof moved === 'string' ? moved : move(moved)), leg);
}
const allowed = (moved: Moved): LegState => {
  if (typeof moved === 'string') throw new Error(moved);
  return moved;
};
const held = (moved: Moved) => balances(allowed(moved));

describe('a leg that enters', () => {
  it.each([
    ['exact', exact(10), '10 10 10 0 0'],
    ['approx', { ...exact(10), qualifier: 'approx' }, '10 10 10 0 0'],
    ['up to', upTo(10), '0 10 10 0 0'],
    ['at least', atLeast(10), '10 10 0 0 1'],
    ['between, with a value', between(4, 10, 6), '4 6 10 0 0'],
    ['between, without one', between(4, 10), '4 0 10 1 0'],
    ['undisclosed', undisclosed(), '0 0 0 1 1'],
  ])('holds %s as a vector in the account of its binding, its home', (_, quantity, expected) => {
    for (const binding of ['intent', 'option', 'conditional', 'firm'] as const) {
      const leg = entered(quantity, binding);
      expect(balances(leg)).toEqual({ [binding]: expected });
      expect(leg.home).toBe(binding);
    }
  });
});

describe('taking a part', () => {
  it.each([
    ['an exact 10', exact(10), 4, '6 6 6 0 0'],
    ['up to 10', upTo(10), 4, '0 6 6 0 0'],
    ['between 4 and 10, 6 stated', between(4, 10, 6), 5, '0 1 5 0 0'],
    ['beyond what is stated, up to what is there', between(4, 10, 6), 8, '0 0 2 0 0'],
    ['between 4 and 10, nothing stated', between(4, 10), 3, '1 0 7 1 0'],
    ['at least 10', atLeast(10), 4, '6 6 0 0 1'],
    ['more than at least 10', atLeast(10), 25, '0 0 0 0 1'],
    ['something undisclosed', undisclosed(), 7, '0 0 0 1 1'],
  ])('from %s leaves the rest, and enters as one number', (_, quantity, part, rest) => {
    expect(held(perform(entered(quantity), n(part), false))).toEqual({
      firm: rest,
      performed: `${part} ${part} ${part} 0 0`,
    });
    expect(held(decrease(entered(quantity), n(part)))).toEqual({ firm: rest });
  });

  it.each([
    ['exact', exact(10)],
    ['up to', upTo(10)],
    ['between without a value', between(4, 10)],
  ])('up to the high of %s leaves zero, the unstated one too', (_, quantity) => {
    expect(held(perform(entered(quantity), n(10), false))).toEqual({ performed: '10 10 10 0 0' });
    expect(held(decrease(entered(quantity), n(10)))).toEqual({});
  });

  it('of more than is there is refused where it is bounded', () => {
    expect(perform(entered(exact(10)), n(11), false)).toBe('more-than-is-there');
    expect(decrease(entered(upTo(10)), n(11))).toBe('more-than-is-there');
    expect(perform(entered(between(4, 10)), n(11), false)).toBe('more-than-is-there');
  });

  it('of an empty account is refused', () => {
    expect(perform(entered(exact(10), 'intent'), n(1), false)).toBe('empty-account');
    expect(
      after(
        entered(exact(10)),
        (leg) => decrease(leg, n(10)),
        (leg) => decrease(leg, n(1)),
      ),
    ).toBe('empty-account');
  });

  it('is exact to the millionth', () => {
    const leg = entered(exact('0.3'));
    expect(held(perform(leg, exact('0.100001') as OneNumber, false))).toEqual({
      firm: '0.199999 0.199999 0.199999 0 0',
      performed: '0.100001 0.100001 0.100001 0 0',
    });
  });
});

describe('performing more than is firm', () => {
  it('empties firm and counts what was performed, where it is said to be more', () => {
    expect(held(perform(entered(exact(10)), n(13), true))).toEqual({ performed: '13 13 13 0 0' });
    const done = allowed(perform(entered(exact(10)), n(10), false));
    expect(held(perform(done, n(2), true))).toEqual({ performed: '12 12 12 0 0' });
  });

  it('is performing as ever where it is not more', () => {
    expect(held(perform(entered(exact(10)), n(4), true))).toEqual({ firm: '6 6 6 0 0', performed: '4 4 4 0 0' });
    expect(held(perform(entered(atLeast(10)), n(25), true))).toEqual({ firm: '0 0 0 0 1', performed: '25 25 25 0 0' });
  });
});

describe('increasing and decreasing', () => {
  it('adds any quantity to home', () => {
    expect(held(increase(entered(exact(10), 'intent'), q(upTo(5))))).toEqual({ intent: '10 15 15 0 0' });
    expect(held(increase(entered(exact(10)), q(undisclosed())))).toEqual({ firm: '10 10 10 1 1' });
  });

  it('takes from home, which stays where it is', () => {
    const emptied = after(entered(exact(10), 'conditional'), (leg) => decrease(leg, n(10)));
    expect(allowed(emptied).home).toBe('conditional');
    expect(held(increase(allowed(emptied), q(exact(3))))).toEqual({ conditional: '3 3 3 0 0' });
  });
});

describe('replacing the total', () => {
  it('sets home to the new total less what is stated in the rest', () => {
    const leg = allowed(perform(entered(exact(10)), n(4), false));
    expect(vector(totalOf(leg))).toBe('10 10 10 0 0');
    expect(held(replace(leg, q(exact(20))))).toEqual({ firm: '16 16 16 0 0', performed: '4 4 4 0 0' });
    expect(held(replace(leg, q(upTo(20))))).toEqual({ firm: '0 16 16 0 0', performed: '4 4 4 0 0' });
    expect(held(replace(leg, q(undisclosed())))).toEqual({ firm: '0 0 0 1 1', performed: '4 4 4 0 0' });
  });

  it('leaves home zero where the rest is the whole, and refuses where it is more', () => {
    const leg = allowed(perform(entered(exact(10)), n(4), false));
    expect(held(replace(leg, q(exact(4))))).toEqual({ performed: '4 4 4 0 0' });
    expect(replace(leg, q(exact(3)))).toBe('less-than-the-rest');
  });

  it('takes everything where there is no rest', () => {
    expect(held(replace(entered(undisclosed()), q(exact(38))))).toEqual({ firm: '38 38 38 0 0' });
    expect(held(replace(entered(exact(9), 'option'), q(between(1, 5))))).toEqual({ option: '1 0 5 1 0' });
  });
});

describe('signing', () => {
  const conditions = [{ type: 'financing', text: 'a loan' }];

  it('moves all that is in intent to firm, which becomes home', () => {
    const leg = allowed(sign(entered(between(4, 10), 'intent')));
    expect(balances(leg)).toEqual({ firm: '4 0 10 1 0' });
    expect(leg.home).toBe('firm');
  });

  it('moves it to conditional where a condition is still to be met', () => {
    const leg = entered(exact(10), 'intent', { conditions });
    expect(held(sign(leg))).toEqual({ conditional: '10 10 10 0 0' });
    expect(held(sign({ ...leg, conditionMet: true }))).toEqual({ firm: '10 10 10 0 0' });
  });

  it('is refused with nothing in intent', () => {
    expect(sign(entered(exact(10)))).toBe('nothing-in-intent');
  });
});

describe('home', () => {
  it('is firm once all is performed: what is added then is owed', () => {
    const leg = allowed(perform(entered(exact(10)), n(10), false));
    expect(leg.home).toBe('firm');
    expect(held(increase(leg, q(exact(2))))).toEqual({ firm: '2 2 2 0 0', performed: '10 10 10 0 0' });
  });

  it('follows what was moved where it is left empty', () => {
    const leg = allowed(perform(entered(exact(10), 'intent', {}), n(3), true));
    expect(leg.home).toBe('intent');
    expect(allowed(sign(leg)).home).toBe('firm');
  });

  it('is lapsed once all has lapsed, and takes nothing any more', () => {
    const leg = end(entered(exact(10), 'option'), ON);
    expect(balances(leg)).toEqual({ lapsed: '10 10 10 0 0' });
    expect(leg.home).toBe('lapsed');
    expect(increase(leg, q(exact(1)))).toBe('home-lapsed');
    expect(decrease(leg, n(1))).toBe('home-lapsed');
    expect(replace(leg, q(exact(1)))).toBe('home-lapsed');
  });

  it('stays firm where something was performed before the rest lapsed', () => {
    expect(end(allowed(perform(entered(exact(10)), n(4), false)), ON).home).toBe('firm');
  });
});

describe('ending', () => {
  it('lapses every account but performed, as it is', () => {
    const leg = allowed(perform(entered(between(4, 10)), n(3), false));
    expect(balances(end(leg, ON))).toEqual({ performed: '3 3 3 0 0', lapsed: '1 0 7 1 0' });
    expect(end(leg, ON).endedOn).toBe(ON);
  });

  it('keeps what has lapsed out of the total', () => {
    expect(vector(totalOf(end(allowed(perform(entered(exact(10)), n(4), false)), ON)))).toBe('4 4 4 0 0');
  });
});
