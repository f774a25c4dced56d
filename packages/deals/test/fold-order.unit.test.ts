import { describe, expect, it } from 'vitest';
import {
  addLeg,
  amended,
  announced,
  day,
  decrease,
  exact,
  granted,
  increase,
  leg,
  performed,
  replace,
  right,
  rightEnded,
  signed,
  terminated,
  upTo,
} from './commands.ts';
import { given } from './specification.ts';

const firm = announced([leg(exact(10))]);
const intent = announced([leg(exact(10), { binding: 'intent' })]);
/** Announced on the ninth, effective before. */
const late = (n: number) => ({ announcedOn: day(9), effectiveOn: day(n) });

describe('a fact that is learned late', () => {
  it('falls into its place by effectiveOn', () => {
    const doubled = given(firm, amended([replace(exact(10), exact(20))], 5));
    expect(doubled.when(performed(exact(4), 3, {}, late(3))).leg()).toEqual({
      firm: '16 16 16 0 0',
      performed: '4 4 4 0 0',
    });
  });

  it('comes after what was recorded earlier for the same day', () => {
    given(firm, amended([increase(exact(5))], 5))
      .when(performed(exact(15), 5))
      .recorded();
    given(firm, performed(exact(10), 5))
      .when(amended([decrease(exact(1))], 5))
      .refused('empty-account', '/data/changes/0/quantity');
  });

  it('is refused where it is not valid at its place, though it would be today', () => {
    given(firm, amended([increase(exact(5))], 5))
      .when(performed(exact(12), 9, {}, late(3)))
      .refused('more-than-is-there', '/data/quantity');
  });

  it('is refused where a later event would not be valid any more, and names it', () => {
    given(firm, performed(exact(8), 5))
      .when(amended([decrease(exact(4))], 9, late(3)))
      .refused('more-than-is-there', '/effectiveOn', 2);
    given(firm, amended([addLeg(leg(exact(1), { leg: 'm' }))], 5))
      .when(amended([addLeg(leg(exact(2), { leg: 'm' }))], 9, late(3)))
      .refused('leg-announced-twice', '/effectiveOn', 2);
    given(firm, granted(right(), 5))
      .when(granted(right(), 9, late(3)))
      .refused('right-granted-twice', '/effectiveOn', 2);
    given(firm, granted(right(), 2), rightEnded('r', 5))
      .when(rightEnded('r', 9, late(3)))
      .refused('right-ended', '/effectiveOn', 3);
    given(intent, signed(5, ['l']))
      .when(signed(9, undefined, late(3)))
      .refused('nothing-in-intent', '/effectiveOn', 2);
    given(firm, performed(exact(1), 5))
      .when(terminated(9, {}, late(3)))
      .refused('deal-ended', '/effectiveOn', 2);
  });

  it('echoes the total at its place, not the one of today', () => {
    const doubled = () => given(firm, amended([increase(exact(10))], 5));
    expect(
      doubled()
        .when(amended([replace(exact(10), exact(7))], 9, late(3)))
        .leg(),
    ).toEqual({ firm: '17 17 17 0 0' });
    doubled()
      .when(amended([replace(exact(20), exact(7))], 9, late(3)))
      .refused('stale-previous', '/data/changes/0/previous');
  });

  it('does not ask again what a recorded replacement has echoed', () => {
    const replaced = given(firm, amended([replace(exact(10), exact(20))], 5));
    expect(replaced.when(amended([increase(exact(5))], 9, late(3))).leg()).toEqual({ firm: '20 20 20 0 0' });
  });

  it('may push what a replacement leaves home below what is performed, and is refused then', () => {
    given(firm, amended([replace(exact(10), exact(5))], 5))
      .when(performed(exact(6), 9, {}, late(3)))
      .refused('less-than-the-rest', '/effectiveOn', 2);
  });

  it('ends a right on the day on which it ended', () => {
    const outcome = given(firm, granted(right(), 2)).when(rightEnded('r', 9, late(4)));
    expect(outcome.recorded().deal().rights.get('r')?.endedOn).toBe(day(4));
  });
});

describe('an event that is effective later than it is announced', () => {
  it('takes its place when its day comes', () => {
    const planned = amended([decrease(exact(6))], 2, { effectiveOn: day(20) });
    expect(
      given(firm, planned)
        .when(performed(exact(4), 10))
        .leg(),
    ).toEqual({ performed: '4 4 4 0 0' });
    given(firm, planned)
      .when(performed(exact(5), 10))
      .refused('more-than-is-there', '/effectiveOn', 2);
  });

  it('is the deal itself: nothing happens before it begins to bind', () => {
    given(announced([leg(upTo(10))], 1, { effectiveOn: day(5) }))
      .when(signed(4))
      .refused('effective-before-announcement', '/effectiveOn');
  });
});
