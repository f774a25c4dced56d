import { describe, expect, it } from 'vitest';
import { announced, completed, day, exact, leg, performed, right, undisclosed, upTo } from './commands.ts';
import { given } from './specification.ts';

const both = announced([leg(exact(10)), leg(exact(5), { leg: 'm', binding: 'option' })], 1, {}, { rights: [right()] });

describe('completing a deal', () => {
  it('lets what is left lapse, and ends its rights', () => {
    const outcome = given(both, performed(exact(10), 2)).when(completed(3));
    expect(outcome.leg('l')).toEqual({ performed: '10 10 10 0 0' });
    expect(outcome.leg('m')).toEqual({ lapsed: '5 5 5 0 0' });
    expect(outcome.deal().ended).toEqual({ by: 'completed', on: day(3) });
    expect(outcome.deal().rights.get('r')?.endedOn).toBe(day(3));
  });

  it('is refused while something is certainly still owed, unless the rest is released', () => {
    given(both, performed(exact(9), 2))
      .when(completed(3))
      .refused('firm-remains', '/data/releaseRemainder');
    const released = given(both, performed(exact(9), 2)).when(completed(3, { releaseRemainder: true }));
    expect(released.leg('l')).toEqual({ performed: '9 9 9 0 0', lapsed: '1 1 1 0 0' });
  });

  it('is valid where what is still firm may be nothing', () => {
    for (const quantity of [upTo(10), undisclosed()]) {
      given(announced([leg(quantity)]), performed(exact(4), 2))
        .when(completed(3))
        .recorded();
    }
  });

  it('lets nothing take effect after it, and whatever took effect before', () => {
    const done = [both, performed(exact(10), 2), completed(5)];
    given(...done)
      .when(performed(exact(1), 6, { overPerformance: true }))
      .refused('deal-ended', '/effectiveOn');
    given(...done)
      .when(performed(exact(1), 4, { overPerformance: true }))
      .recorded();
    given(...done)
      .when(completed(6))
      .refused('deal-ended', '/effectiveOn');
  });

  it('is refused where what is learned late leaves something owed by then', () => {
    given(both, completed(5, { releaseRemainder: true }))
      .when(performed(exact(4), 2))
      .recorded();
    given(both, performed(exact(10), 2), completed(5))
      .when({
        ...performed(exact(10), 2),
        type: 'EventRetracted',
        data: { event: { version: 2 } },
        reason: 'withdrawn',
      })
      .refused('firm-remains', '/data/event', 3);
  });
});
