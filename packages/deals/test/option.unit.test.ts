import { describe, expect, it } from 'vitest';
import {
  amended,
  announced,
  day,
  decrease,
  exact,
  exercised,
  increase,
  leg,
  optionLapsed,
  performed,
  undisclosed,
} from './commands.ts';
import { given } from './specification.ts';

const option = announced([leg(exact(10), { binding: 'option', window: { from: day(3), to: day(6) } })]);

describe('exercising an option', () => {
  it('makes all of it firm where no quantity is named, and moves its home there', () => {
    expect(given(option).when(exercised()).leg()).toEqual({ firm: '10 10 10 0 0' });
    const increased = given(option, exercised()).when(amended([increase(exact(5))], 4));
    expect(increased.leg()).toEqual({ firm: '15 15 15 0 0' });
  });

  it('makes a part of it firm, and leaves its home where the rest is', () => {
    expect(
      given(option)
        .when(exercised(exact(4)))
        .leg(),
    ).toEqual({ option: '6 6 6 0 0', firm: '4 4 4 0 0' });
    const increased = given(option, exercised(exact(4))).when(amended([increase(exact(5))], 4));
    expect(increased.leg()).toEqual({ option: '11 11 11 0 0', firm: '4 4 4 0 0' });
  });

  it('is valid on both ends of its window, and refused outside', () => {
    given(option).when(exercised(undefined, 3)).recorded();
    given(option).when(exercised(undefined, 6)).recorded();
    given(option).when(exercised(undefined, 2)).refused('outside-window', '/effectiveOn');
    given(option).when(exercised(undefined, 7)).refused('outside-window', '/effectiveOn');
  });

  it('counts by the day on which it takes effect, not the day on which it is known', () => {
    given(option)
      .when(exercised(undefined, 20, { effectiveOn: day(6) }))
      .recorded();
  });

  it('takes an end of the window that is not known as open', () => {
    const from = announced([leg(exact(10), { binding: 'option', window: { from: day(3), to: null } })]);
    given(from).when(exercised(undefined, 900)).recorded();
    given(from).when(exercised(undefined, 2)).refused('outside-window', '/effectiveOn');
    const until = announced([leg(exact(10), { binding: 'option', window: { to: day(6) } })]);
    given(until).when(exercised(undefined, 1)).recorded();
    given(until).when(exercised(undefined, 7)).refused('outside-window', '/effectiveOn');
  });

  it('refuses more than is there, and what is not in option', () => {
    given(option)
      .when(exercised(exact(11)))
      .refused('more-than-is-there', '/data/quantity');
    given(option, exercised()).when(exercised(undefined, 4)).refused('empty-account', '/data/leg');
    given(announced([leg(exact(10))]))
      .when(exercised())
      .refused('empty-account', '/data/leg');
  });

  it('refuses another unit than the leg has', () => {
    given(option)
      .when(exercised(exact(1, 'EUR')))
      .refused('unit-of-leg', '/data/quantity/unit');
  });

  it('of an undisclosed one, makes what is named firm and keeps the rest unknown', () => {
    const unknown = announced([leg(undisclosed(), { binding: 'option' })]);
    expect(
      given(unknown)
        .when(exercised(exact(4)))
        .leg(),
    ).toEqual({ option: '0 0 0 1 1', firm: '4 4 4 0 0' });
    expect(given(unknown).when(exercised()).leg()).toEqual({ firm: '0 0 0 1 1' });
  });

  it('is known late: what follows is folded on it', () => {
    given(option, exercised(undefined, 5))
      .when(performed(exact(3), 4))
      .refused('empty-account', '/data/quantity');
    expect(
      given(option, exercised(undefined, 5))
        .when(exercised(exact(4), 4))
        .leg(),
    ).toEqual({ firm: '10 10 10 0 0' });
  });
});

describe('an option that lapses', () => {
  it('lapses on any day, in part or whole', () => {
    expect(
      given(option)
        .when(optionLapsed(exact(4), 99))
        .leg(),
    ).toEqual({ option: '6 6 6 0 0', lapsed: '4 4 4 0 0' });
    expect(given(option).when(optionLapsed(undefined, 1)).leg()).toEqual({ lapsed: '10 10 10 0 0' });
  });

  it('wholly lapsed takes no more changes; lapsed beside what is firm, it goes on as firm', () => {
    given(option, optionLapsed())
      .when(amended([increase(exact(1))], 4))
      .refused('home-lapsed', '/data/changes/0/quantity');
    const rest = given(option, exercised(exact(4)), optionLapsed(undefined, 4));
    expect(rest.when(amended([decrease(exact(1))], 5)).leg()).toEqual({ firm: '3 3 3 0 0', lapsed: '6 6 6 0 0' });
  });
});
