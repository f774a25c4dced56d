import { describe, expect, it } from 'vitest';
import {
  amended,
  announced,
  between,
  confirmed,
  corrected,
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
  undisclosed,
} from './commands.ts';
import { given } from './specification.ts';

const announcing = (more: object, quantity: object = exact(10)) => given().when(announced([leg(quantity, more)]));
const step = (to: string, quantity: object | null, from: string | null = null) => ({ due: { from, to }, quantity });

describe('a deal that is not announced', () => {
  it.each([
    ['DealSigned', signed()],
    ['DealAmended', amended([increase(exact(1))])],
    ['PerformanceRecorded', performed(exact(1))],
    ['RightGranted', granted(right())],
    ['RightEnded', rightEnded()],
    ['DealTerminated', terminated()],
  ])('takes no %s', (_, command) => {
    given().when(command).refused('unknown-deal', '/deal');
  });

  it.each([
    ['EvidenceAdded', confirmed(1)],
    ['EventCorrected', corrected(1, {})],
    ['EventRetracted', retracted(1)],
  ])('has no event that %s could name', (_, command) => {
    given().when(command).refused('unknown-event', '/data/event');
  });

  it('is announced with legs and rights', () => {
    const outcome = given().when(announced([leg(exact(10))], 1, {}, { rights: [right()] }));
    expect(outcome.leg()).toEqual({ firm: '10 10 10 0 0' });
    expect(outcome.deal().rights.get('r')?.endedOn).toBeNull();
  });

  it('may be announced without legs', () => {
    expect(given().when(announced([])).recorded().deal().legs.size).toBe(0);
  });
});

describe('a leg that is announced', () => {
  it('is owed to another party', () => {
    announcing({ obligee: 'a' }).refused('obligor-is-obligee', '/data/legs/0/obligee');
  });

  it('is between parties of the book', () => {
    announcing({ obligor: 'x' }).refused('unknown-party', '/data/legs/0/obligor');
    announcing({ obligee: 'x' }).refused('unknown-party', '/data/legs/0/obligee');
  });

  it('has a name of its own in its deal', () => {
    given()
      .when(announced([leg(exact(1)), leg(exact(2))]))
      .refused('leg-announced-twice', '/data/legs/1/leg');
  });

  it.each([
    ['payment', 'EUR', 'MW'],
    ['capacity', 'MW', 'USD'],
    ['capacity', 'MW-IT', 'share'],
    ['capacity', 'MW-facility', 'XXX'],
    ['capacity', 'accelerator', 'percent'],
    ['chips', 'accelerator', 'MW-IT'],
    ['chips', 'MW', 'USD'],
    ['equity', 'USD', 'share'],
    ['shares', 'share', 'MW'],
    ['shares', 'USD', 'accelerator'],
    ['loan', 'USD', 'MW'],
    ['guarantee', 'USD', 'share'],
    ['revenue-share', 'USD', 'percent'],
  ])('of %s may be in %s, and not in %s', (kind, unit, strange) => {
    announcing({ kind }, exact(1, unit)).recorded();
    announcing({ kind }, exact(1, strange)).refused('unit-of-kind', '/data/legs/0/quantity/unit');
  });

  it('has its low at or below its high, and its value between them', () => {
    announcing({}, between(5, 5)).recorded();
    announcing({}, between(6, 5)).refused('low-above-high', '/data/legs/0/quantity/low');
    announcing({}, between(4, 10, 11)).refused('value-outside-interval', '/data/legs/0/quantity/value');
    announcing({}, between(4, 10, 3)).refused('value-outside-interval', '/data/legs/0/quantity/value');
    announcing({}, between(4, 10, 4)).recorded();
  });

  it('may be undisclosed', () => {
    expect(announcing({}, undisclosed()).leg()).toEqual({ firm: '0 0 0 1 1' });
  });

  it.each(['term', 'window'])('has a %s that does not end before it starts', (field) => {
    announcing({ [field]: { from: '2026-01-02', to: '2026-01-01' } }).refused(
      'from-after-to',
      `/data/legs/0/${field}/to`,
    );
    announcing({ [field]: { from: '2026-01-01', to: '2026-01-01' } }).recorded();
    announcing({ [field]: { from: null, to: '2026-01-01' } }).recorded();
  });
});

describe('a schedule', () => {
  const scheduled = (...schedule: object[]) => announcing({ schedule });
  const path = '/data/legs/0/schedule';

  it('lays exact steps in date order, the last of which may be the rest', () => {
    scheduled(step('2026-06-30', exact(4)), step('2026-06-30', exact(4)), step('2026-12-31', null)).recorded();
  });

  it('is refused out of order', () => {
    scheduled(step('2026-06-30', exact(4)), step('2026-06-29', exact(4))).refused(
      'steps-out-of-order',
      `${path}/1/due/to`,
    );
  });

  it('is refused where another step than the last has no quantity', () => {
    scheduled(step('2026-06-30', null), step('2026-12-31', exact(4))).refused(
      'step-without-quantity',
      `${path}/0/quantity`,
    );
  });

  it('is refused where a step is not exact', () => {
    const vague = { ...exact(4), qualifier: 'approx' };
    scheduled(step('2026-06-30', vague)).refused('step-not-exact', `${path}/0/quantity/qualifier`);
  });

  it('is refused in another unit than the leg', () => {
    scheduled(step('2026-06-30', exact(4, 'EUR'))).refused('unit-of-leg', `${path}/0/quantity/unit`);
  });

  it('is refused where a step ends before it starts', () => {
    scheduled(step('2026-06-30', exact(4), '2026-07-01')).refused('from-after-to', `${path}/0/due/to`);
  });
});

describe('a right that is announced', () => {
  const granting = (...rights: object[]) => given().when(announced([], 1, {}, { rights }));

  it('is between parties of the book', () => {
    granting(right('r', { holder: 'x' })).refused('unknown-party', '/data/rights/0/holder');
    granting(right('r', { grantor: 'x' })).refused('unknown-party', '/data/rights/0/grantor');
  });

  it('has a name of its own in its deal', () => {
    granting(right(), right()).refused('right-granted-twice', '/data/rights/1/id');
  });

  it('does not end before it starts', () => {
    granting(right('r', { from: '2026-01-02', to: '2026-01-01' })).refused('from-after-to', '/data/rights/0/to');
  });
});
