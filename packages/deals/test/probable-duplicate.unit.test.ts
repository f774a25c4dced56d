import { describe, it } from 'vitest';
import {
  addLeg,
  amended,
  announced,
  between,
  corrected,
  exact,
  leg,
  performed,
  retracted,
  terminated,
  undisclosed,
  upTo,
} from './commands.ts';
import { given } from './specification.ts';

const inE = { deal: 'e' };
/** Deal e with leg l, as deal d has it, but for what is said. */
const twin = (quantity: object, on = 10, more: object = {}, data: object = {}) =>
  announced([leg(quantity, more)], on, inE, data);
const hundred = announced([leg(exact(100))], 10);

describe('a leg that another deal probably holds already', () => {
  it('is refused', () => {
    given(hundred)
      .when(twin(exact(100)))
      .refused('probable-duplicate', '/data/legs/0');
  });

  it('may differ by a twentieth of the larger, and no more', () => {
    given(hundred)
      .when(twin(exact(95)))
      .refused('probable-duplicate', '/data/legs/0');
    given(hundred)
      .when(twin(exact('94.999999')))
      .recorded();
    given(hundred)
      .when(twin(exact('105.263157')))
      .refused('probable-duplicate', '/data/legs/0');
    given(hundred)
      .when(twin(exact('105.263158')))
      .recorded();
  });

  it('may have been announced seven days before or after, and no more', () => {
    given(hundred)
      .when(twin(exact(100), 17))
      .refused('probable-duplicate', '/data/legs/0');
    given(hundred)
      .when(twin(exact(100), 18))
      .recorded();
    given(hundred)
      .when(twin(exact(100), 3))
      .refused('probable-duplicate', '/data/legs/0');
    given(hundred)
      .when(twin(exact(100), 2))
      .recorded();
  });

  it('is compared by what was stated, however it is qualified', () => {
    given(hundred)
      .when(twin(upTo(100)))
      .refused('probable-duplicate', '/data/legs/0');
    given(hundred)
      .when(twin(between(1, 1000, 100)))
      .refused('probable-duplicate', '/data/legs/0');
    given(hundred)
      .when(twin(between(99, 101)))
      .recorded();
    given(announced([leg(undisclosed())]))
      .when(twin(undisclosed(), 1))
      .recorded();
  });

  it.each([
    ['the other way round', { obligor: 'b', obligee: 'a' }, 'USD'],
    ['owed to another', { obligee: 'c' }, 'USD'],
    ['of another kind', { kind: 'loan' }, 'USD'],
    ['in another unit', {}, 'EUR'],
  ])('is another one %s', (_, more, unit) => {
    given(hundred)
      .when(twin(exact(100, unit), 10, more))
      .recorded();
  });

  it('is refused whatever its binding, and its place in the deal', () => {
    const second = announced([leg(exact(7)), leg(exact(99), { leg: 'm', binding: 'intent' })], 10, inE);
    given(hundred).when(second).refused('probable-duplicate', '/data/legs/1');
  });

  it('is refused where it is added', () => {
    given(hundred, announced([], 10, inE))
      .when(amended([addLeg(leg(exact(100)))], 11, inE))
      .refused('probable-duplicate', '/data/changes/0/leg');
  });

  it('may stand twice in one deal', () => {
    given()
      .when(announced([leg(exact(100)), leg(exact(100), { leg: 'm' })]))
      .recorded();
  });
});

describe('a leg that is no duplicate', () => {
  it('says so itself', () => {
    given(hundred)
      .when(twin(exact(100), 10, {}, { notDuplicateOf: ['d/l'] }))
      .recorded();
    given(hundred, announced([], 10, inE))
      .when(amended([addLeg(leg(exact(100)), { notDuplicateOf: ['d/l'] })], 10, inE))
      .recorded();
  });

  it('is named by the other one', () => {
    given(announced([leg(exact(100))], 10, {}, { notDuplicateOf: ['e/l'] }))
      .when(twin(exact(100)))
      .recorded();
  });

  it('is not excused by naming a third', () => {
    given(hundred)
      .when(twin(exact(100), 10, {}, { notDuplicateOf: ['d/m'] }))
      .refused('probable-duplicate', '/data/legs/0');
  });

  it('goes on saying so', () => {
    const { title, legs } = twin(exact(100)).data as { title: string; legs: object[] };
    given(hundred, twin(exact(100), 10, {}, { notDuplicateOf: ['d/l'] }))
      .when(corrected(1, { title, legs }, undefined, 12, inE))
      .refused('probable-duplicate', '/data/event');
  });
});

describe('the legs that a leg could duplicate', () => {
  it('are not those that have wholly lapsed', () => {
    given(hundred, terminated(11))
      .when(twin(exact(100)))
      .recorded();
  });

  it('are those of which something is performed', () => {
    given(hundred, performed(exact(1), 11), terminated(12))
      .when(twin(exact(100)))
      .refused('probable-duplicate', '/data/legs/0');
  });

  it('are not those that are retracted', () => {
    given(hundred, retracted(1))
      .when(twin(exact(100)))
      .recorded();
  });

  it('are as they were announced, whatever was amended since', () => {
    const more = amended([{ op: 'increase', leg: 'l', quantity: exact(50) }], 11);
    given(hundred, more)
      .when(twin(exact(100)))
      .refused('probable-duplicate', '/data/legs/0');
    given(hundred, more)
      .when(twin(exact(150)))
      .recorded();
  });

  it('are as they were corrected', () => {
    const { title } = hundred.data as { title: string };
    given(hundred, corrected(1, { title, legs: [leg(exact(50))] }))
      .when(twin(exact(100)))
      .recorded();
  });
});

describe('a leg that becomes a probable duplicate', () => {
  const { title } = hundred.data as { title: string };

  it('by a correction, is refused', () => {
    given(hundred, twin(exact(50)))
      .when(corrected(1, { title, legs: [leg(exact(100))] }, undefined, 12, inE))
      .refused('probable-duplicate', '/data/event');
  });

  it('by a retraction that brings it back, is refused', () => {
    given(hundred, retracted(1), twin(exact(100)))
      .when(retracted(2))
      .refused('probable-duplicate', '/data/event');
  });

  it('by a late delivery, is no announcement, and stays', () => {
    given(hundred, terminated(12), twin(exact(100)))
      .when(performed(exact(1), 11))
      .recorded();
  });
});
