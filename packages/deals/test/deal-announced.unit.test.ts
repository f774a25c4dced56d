import { describe, expect, it } from 'vitest';
import {
  addLeg,
  amended,
  announced,
  atLeast,
  between,
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
  undisclosed,
  upTo,
} from './commands.ts';
import { given } from './specification.ts';

const firm = announced([leg(exact(10))]);
const intent = announced([leg(exact(10), { binding: 'intent' })]);
const change = '/data/changes/0';

describe('an announced deal', () => {
  it('is not announced again', () => {
    given(firm).when(announced([], 2)).refused('announced-twice', '/deal');
  });

  it('names the announcement that a backdated one would come before', () => {
    given(announced([], 3)).when(announced([], 2)).refused('announced-twice', '/effectiveOn', 1);
  });

  it.each([
    ['DealSigned', signed(1)],
    ['DealAmended', amended([increase(exact(1))], 1)],
    ['PerformanceRecorded', performed(exact(1), 1)],
    ['RightGranted', granted(right(), 1)],
    ['DealTerminated', terminated(1)],
  ])('takes no %s effective before its announcement', (_, command) => {
    given(announced([leg(exact(10))], 2))
      .when(command)
      .refused('effective-before-announcement', '/effectiveOn');
  });

  it('takes what is effective on the day of its announcement', () => {
    expect(
      given(firm)
        .when(performed(exact(4), 1))
        .leg(),
    ).toEqual({ firm: '6 6 6 0 0', performed: '4 4 4 0 0' });
  });
});

describe('amending an announced deal', () => {
  it.each([
    ['increase', increase(exact(1), 'x')],
    ['decrease', decrease(exact(1), 'x')],
    ['replace', { ...replace(exact(1), exact(2)), leg: 'x' }],
    ['reschedule', { op: 'reschedule', leg: 'x', schedule: [] }],
    ['extend', { op: 'extend', leg: 'x', term: { to: '2030-01-01' } }],
  ])('refuses to %s an unknown leg', (_, one) => {
    given(firm)
      .when(amended([one]))
      .refused('unknown-leg', `${change}/leg`);
  });

  it('changes the home account', () => {
    expect(
      given(firm)
        .when(amended([increase(between(1, 5))]))
        .leg(),
    ).toEqual({ firm: '11 10 15 1 0' });
    expect(
      given(intent)
        .when(amended([decrease(exact(4))]))
        .leg(),
    ).toEqual({ intent: '6 6 6 0 0' });
  });

  it('applies changes in the order given', () => {
    expect(
      given(firm)
        .when(amended([increase(exact(5)), decrease(exact(15))]))
        .leg(),
    ).toEqual({});
    given(firm)
      .when(amended([decrease(exact(15)), increase(exact(5))]))
      .refused('more-than-is-there', `${change}/quantity`);
  });

  it('takes nothing out of what is empty', () => {
    given(firm, amended([decrease(exact(10))]))
      .when(amended([decrease(exact(1))], 3))
      .refused('empty-account', `${change}/quantity`);
  });

  it('is in the unit of the leg', () => {
    given(firm)
      .when(amended([increase(exact(1, 'EUR'))]))
      .refused('unit-of-leg', `${change}/quantity/unit`);
    given(firm)
      .when(amended([decrease(exact(1, 'EUR'))]))
      .refused('unit-of-leg', `${change}/quantity/unit`);
    given(firm)
      .when(amended([replace(exact(10), exact(9, 'EUR'))]))
      .refused('unit-of-leg', `${change}/quantity/unit`);
    const schedule = [{ due: { to: '2026-01-01' }, quantity: exact(1, 'EUR') }];
    given(firm)
      .when(amended([{ op: 'reschedule', leg: 'l', schedule }]))
      .refused('unit-of-leg', `${change}/schedule/0/quantity/unit`);
  });

  it('increases and replaces by a proper interval', () => {
    given(firm)
      .when(amended([increase(between(2, 1))]))
      .refused('low-above-high', `${change}/quantity/low`);
    given(firm)
      .when(amended([replace(exact(10), between(2, 1))]))
      .refused('low-above-high', `${change}/quantity/low`);
  });

  it('replaces a total that it echoes', () => {
    const outcome = given(announced([leg(undisclosed())])).when(amended([replace(undisclosed(), exact(38))]));
    expect(outcome.leg()).toEqual({ firm: '38 38 38 0 0' });
  });

  it('replaces a total echoed as the API prints it', () => {
    const printed = { low: '11', stated: '10', high: '15', unstated: 1, unit: 'USD' };
    const grown = given(firm, amended([increase(between(1, 5))]));
    expect(grown.when(amended([replace(printed, exact(20))], 3)).leg()).toEqual({ firm: '20 20 20 0 0' });
  });

  it.each([
    ['another number', exact(11)],
    ['another low', upTo(10)],
    ['another high', between(10, 11, 10)],
    ['without a bound', atLeast(10)],
    ['with something undisclosed', { low: '10', stated: '10', high: '10', unstated: 1, unit: 'USD' }],
    ['another interval', between(1, 10)],
    ['undisclosed', undisclosed()],
    ['what is left, not the total', exact(6)],
  ])('refuses a stale previous: %s', (_, previous) => {
    given(firm, performed(exact(4)))
      .when(amended([replace(previous, exact(20))], 3))
      .refused('stale-previous', `${change}/previous`);
  });

  it('refuses a previous in another unit', () => {
    given(firm)
      .when(amended([replace(exact(10, 'EUR'), exact(9))]))
      .refused('unit-of-leg', `${change}/previous/unit`);
  });

  it('refuses a new total below what was performed', () => {
    given(firm, performed(exact(4)))
      .when(amended([replace(exact(10), exact(3))], 3))
      .refused('less-than-the-rest', `${change}/quantity`);
  });

  it('reschedules and extends without touching an account', () => {
    const schedule = [{ due: { to: '2026-01-01' }, quantity: exact(4) }, { due: { to: '2026-06-30' } }];
    const term = { from: '2025-03-01', to: '2030-01-01' };
    const outcome = given(firm).when(
      amended([
        { op: 'reschedule', leg: 'l', schedule },
        { op: 'extend', leg: 'l', term },
      ]),
    );
    expect(outcome.leg()).toEqual({ firm: '10 10 10 0 0' });
    expect(outcome.deal().legs.get('l')?.terms).toMatchObject({ schedule, term });
  });

  it('refuses a term that ends before it starts', () => {
    given(firm)
      .when(amended([{ op: 'extend', leg: 'l', term: { from: day(2), to: day(1) } }]))
      .refused('from-after-to', `${change}/term/to`);
  });
});

describe('adding a leg', () => {
  it('enters it in the account of its binding', () => {
    const more = addLeg(leg(exact(3), { leg: 'm', binding: 'option' }));
    expect(
      given(firm)
        .when(amended([more]))
        .leg('m'),
    ).toEqual({ option: '3 3 3 0 0' });
  });

  it('is refused under a name that the deal has', () => {
    given(firm)
      .when(amended([addLeg(leg(exact(3)))]))
      .refused('leg-announced-twice', `${change}/leg/leg`);
  });

  it('is refused for what no leg may be', () => {
    const adding = (more: object) => given(firm).when(amended([addLeg(leg(exact(3), { leg: 'm', ...more }))]));
    adding({ obligee: 'a' }).refused('obligor-is-obligee', `${change}/leg/obligee`);
    adding({ obligor: 'x' }).refused('unknown-party', `${change}/leg/obligor`);
    adding({ kind: 'chips' }).refused('unit-of-kind', `${change}/leg/quantity/unit`);
    adding({ quantity: between(2, 1) }).refused('low-above-high', `${change}/leg/quantity/low`);
  });

  it('lets nothing be effective on the leg before it', () => {
    given(firm, amended([addLeg(leg(exact(3), { leg: 'm' }))], 5))
      .when(performed(exact(1), 4, { leg: 'm' }))
      .refused('effective-before-leg', '/effectiveOn');
  });
});

describe('signing an announced deal', () => {
  it('makes all that is in intent firm', () => {
    expect(given(intent).when(signed()).leg()).toEqual({ firm: '10 10 10 0 0' });
  });

  it('leaves in intent what it does not name', () => {
    const two = announced([leg(exact(1), { binding: 'intent' }), leg(exact(2), { leg: 'm', binding: 'intent' })]);
    const outcome = given(two).when(signed(2, ['m']));
    expect(outcome.leg('l')).toEqual({ intent: '1 1 1 0 0' });
    expect(outcome.leg('m')).toEqual({ firm: '2 2 2 0 0' });
  });

  it('is recorded also where nothing is in intent, unless it names the leg', () => {
    expect(given(firm).when(signed()).recorded().deal().signed).toBe(true);
    given(firm)
      .when(signed(2, ['l']))
      .refused('nothing-in-intent', '/data/legs/0');
    given(firm)
      .when(signed(2, ['x']))
      .refused('unknown-leg', '/data/legs/0');
  });
});

describe('performing an announced deal', () => {
  it('refuses an unknown leg, and another unit', () => {
    given(firm)
      .when(performed(exact(1), 2, { leg: 'x' }))
      .refused('unknown-leg', '/data/leg');
    given(firm)
      .when(performed(exact(1, 'EUR')))
      .refused('unit-of-leg', '/data/quantity/unit');
  });

  it('refuses more than is firm, unless it is said to be more', () => {
    given(firm)
      .when(performed(exact(11)))
      .refused('more-than-is-there', '/data/quantity');
    expect(
      given(firm)
        .when(performed(exact(11), 2, { overPerformance: true }))
        .leg(),
    ).toEqual({
      performed: '11 11 11 0 0',
    });
  });

  it('refuses what is not firm yet', () => {
    given(intent)
      .when(performed(exact(1)))
      .refused('empty-account', '/data/quantity');
  });
});

describe('the rights of an announced deal', () => {
  it('are granted once, and ended once', () => {
    const outcome = given(firm, granted(right())).when(rightEnded());
    expect(outcome.recorded().deal().rights.get('r')?.endedOn).toBe(day(3));
    given(firm, granted(right())).when(granted(right(), 3)).refused('right-granted-twice', '/data/right/id');
    given(firm, granted(right()), rightEnded()).when(rightEnded('r', 4)).refused('right-ended', '/data/right');
  });

  it('are known before they end', () => {
    given(firm).when(rightEnded()).refused('unknown-right', '/data/right');
    given(firm, granted(right(), 4)).when(rightEnded('r', 3)).refused('unknown-right', '/data/right');
  });

  it('are between parties of the book', () => {
    given(firm)
      .when(granted(right('r', { holder: 'x' })))
      .refused('unknown-party', '/data/right/holder');
    given(firm)
      .when(granted(right('r', { grantor: 'x' })))
      .refused('unknown-party', '/data/right/grantor');
  });
});
