import { describe, expect, it } from 'vitest';
import {
  addLeg,
  amended,
  announced,
  confirmed,
  corrected,
  day,
  exact,
  granted,
  increase,
  leg,
  performed,
  retracted,
  right,
  rightEnded,
  signed,
  terminated,
} from './commands.ts';
import { given } from './specification.ts';

const two = announced([leg(exact(10)), leg(exact(5), { leg: 'm', obligee: 'c' })], 1, {}, { rights: [right()] });
const delivered = performed(exact(4), 2);

describe('terminating a deal', () => {
  it('lapses all but what was performed, and ends its rights', () => {
    const outcome = given(two, delivered).when(terminated(5));
    expect(outcome.leg('l')).toEqual({ performed: '4 4 4 0 0', lapsed: '6 6 6 0 0' });
    expect(outcome.leg('m')).toEqual({ lapsed: '5 5 5 0 0' });
    expect(outcome.deal().ended).toEqual({ by: 'terminated', on: day(5) });
    expect(outcome.deal().rights.get('r')?.endedOn).toBe(day(5));
  });

  it('is by a party of the book, if it is by one', () => {
    given(two)
      .when(terminated(5, { by: 'x' }))
      .refused('unknown-party', '/data/by');
    given(two)
      .when(terminated(5, { by: 'a' }))
      .recorded();
  });
});

describe('terminating some legs', () => {
  const gone = terminated(5, { legs: ['l'] });

  it('lapses those, and the deal goes on', () => {
    const outcome = given(two).when(gone);
    expect(outcome.leg('l')).toEqual({ lapsed: '10 10 10 0 0' });
    expect(outcome.leg('m')).toEqual({ firm: '5 5 5 0 0' });
    expect(outcome.deal().ended).toBeNull();
    expect(outcome.deal().rights.get('r')?.endedOn).toBeNull();
  });

  it('refuses unknown ones, and ended ones', () => {
    given(two)
      .when(terminated(5, { legs: ['l', 'x'] }))
      .refused('unknown-leg', '/data/legs/1');
    given(two)
      .when(terminated(5, { legs: ['l', 'l'] }))
      .refused('leg-ended', '/data/legs/1');
    given(two, gone)
      .when(terminated(6, { legs: ['l'] }))
      .refused('leg-ended', '/data/legs/0');
  });

  it('closes them to every change, on the other legs all goes on', () => {
    given(two, gone)
      .when(amended([increase(exact(1))], 6))
      .refused('leg-ended', '/data/changes/0/leg');
    given(two, gone)
      .when(performed(exact(1), 6))
      .refused('leg-ended', '/data/leg');
    given(two, gone)
      .when(signed(6, ['l']))
      .refused('leg-ended', '/data/legs/0');
    given(two, gone)
      .when(amended([{ op: 'reschedule', leg: 'l', schedule: [] }], 6))
      .refused('leg-ended', '/data/changes/0/leg');
    given(two, gone)
      .when(performed(exact(1), 6, { leg: 'm' }))
      .recorded();
  });

  it('lapses nothing twice when the rest of the deal ends', () => {
    expect(given(two, gone).when(terminated(6)).leg('l')).toEqual({ lapsed: '10 10 10 0 0' });
  });
});

describe('a terminated deal', () => {
  it.each([
    ['DealAnnounced', announced([], 6), 'announced-twice', '/deal'],
    ['DealSigned', signed(6), 'deal-ended', '/effectiveOn'],
    ['DealAmended', amended([addLeg(leg(exact(1), { leg: 'n' }))], 6), 'deal-ended', '/effectiveOn'],
    ['PerformanceRecorded', performed(exact(1), 6), 'deal-ended', '/effectiveOn'],
    ['RightGranted', granted(right('s'), 6), 'deal-ended', '/effectiveOn'],
    ['RightEnded', rightEnded('r', 6), 'deal-ended', '/effectiveOn'],
    ['DealTerminated', terminated(6), 'deal-ended', '/effectiveOn'],
    ['PerformanceRecorded on the last day', performed(exact(1), 5), 'deal-ended', '/effectiveOn'],
  ])('takes no %s', (_, command, rule, path) => {
    given(two, delivered, terminated(5)).when(command).refused(rule, path);
  });

  it('takes what was effective before it ended, however late it is known', () => {
    const outcome = given(two, delivered, terminated(5)).when(performed(exact(6), 9, {}, { effectiveOn: day(4) }));
    expect(outcome.leg()).toEqual({ performed: '10 10 10 0 0' });
  });

  it('takes evidence, corrections and retractions', () => {
    given(two, delivered, terminated(5)).when(confirmed(1)).recorded();
    const outcome = given(two, delivered, terminated(5)).when(corrected(2, { leg: 'l', quantity: exact(3) }));
    expect(outcome.leg()).toEqual({ performed: '3 3 3 0 0', lapsed: '7 7 7 0 0' });
    expect(given(two, delivered, terminated(5)).when(retracted(3)).leg()).toEqual({
      firm: '6 6 6 0 0',
      performed: '4 4 4 0 0',
    });
  });
});
