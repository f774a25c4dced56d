import { type Amount, exactly, parseDecimal, ZERO } from '@offtake/deals/amount';
import { type Quantity, toAmount } from '@offtake/deals/quantity';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concentrationOf } from '../src/concentration.ts';
import { compare, printRatio, type Rational, ratio } from '../src/rational.ts';
import {
  firmnessMeasured,
  hhiMeasured,
  largestShareMeasured,
  type Measured,
  outcomeOf,
  sumMeasured,
} from '../src/watched.ts';

const of = (quantity: Omit<Quantity, 'unit'>) => toAmount({ unit: 'USD', ...quantity } as Quantity);
const exact = (value: string) => exactly(parseDecimal(value));
const upTo = (value: string) => of({ qualifier: 'upTo', value });
const atLeast = (value: string) => of({ qualifier: 'atLeast', value });
const UNDISCLOSED = of({ qualifier: 'undisclosed' });

const told = (measured: Measured | null) =>
  measured && [measured.low, measured.stated, measured.high].map((value) => value && printRatio(value));
const above = (measured: Measured | null, threshold: string) => outcomeOf(measured, { is: 'above', threshold });
const below = (measured: Measured | null, threshold: string) => outcomeOf(measured, { is: 'below', threshold });

describe('a threshold', () => {
  it('is crossed beyond it, and not at it', () => {
    const hundred = sumMeasured([exact('100')]);
    expect(above(hundred, '99.999999')).toBe('crossed');
    expect(above(hundred, '100')).toBe('not-crossed');
    expect(below(hundred, '100.000001')).toBe('crossed');
    expect(below(hundred, '100')).toBe('not-crossed');
  });

  it('cannot be told of what may lie on either side of it', () => {
    const measured = sumMeasured([exact('50'), upTo('100')]);
    expect(told(measured)).toEqual(['50', '150', '150']);
    expect([above(measured, '49'), above(measured, '100'), above(measured, '150')]).toEqual([
      'crossed',
      'cannot-be-told',
      'not-crossed',
    ]);
    expect([below(measured, '50'), below(measured, '100'), below(measured, '151')]).toEqual([
      'not-crossed',
      'cannot-be-told',
      'crossed',
    ]);
  });

  it('is never known to lie above what nothing bounds', () => {
    for (const amount of [UNDISCLOSED, atLeast('5')]) {
      const measured = sumMeasured([amount]);
      expect([above(measured, '1000000'), below(measured, '1000000')]).toEqual(['cannot-be-told', 'cannot-be-told']);
    }
    expect(above(sumMeasured([atLeast('5')]), '4')).toBe('crossed');
  });

  it('is not crossed by nothing', () => {
    for (const measured of [sumMeasured([]), firmnessMeasured(ZERO, ZERO), largestShareMeasured([]), hhiMeasured([])]) {
      expect([measured, above(measured, '0'), below(measured, '1')]).toEqual([null, 'not-crossed', 'not-crossed']);
    }
  });
});

describe('firmness', () => {
  it('is what is firm and performed of the headline', () => {
    expect(told(firmnessMeasured(exact('30'), exact('70')))).toEqual(['0.3', '0.3', '0.3']);
    expect(told(firmnessMeasured(ZERO, exact('70')))).toEqual(['0', '0', '0']);
    expect(told(firmnessMeasured(exact('30'), ZERO))).toEqual(['1', '1', '1']);
  });

  it('lies between its ends where parts of it do', () => {
    expect(told(firmnessMeasured(exact('30'), upTo('70')))).toEqual(['0.3', '0.3', '1']);
    expect(told(firmnessMeasured(exact('30'), UNDISCLOSED))).toEqual(['0', '1', '1']);
    expect(told(firmnessMeasured(UNDISCLOSED, exact('70')))).toEqual(['0', '0', '1']);
    expect(below(firmnessMeasured(exact('30'), UNDISCLOSED), '0.5')).toBe('cannot-be-told');
  });

  it('is one where all that there may be is firm, however much that is', () => {
    expect(told(firmnessMeasured(UNDISCLOSED, ZERO))).toEqual(['1', null, '1']);
  });
});

describe('the largest share', () => {
  it('of what is known is as the read model has it', () => {
    // Payments to Microsoft, Oracle, AWS and CoreWeave.
    const holdings = ['250', '300', '38', '22.4'].map(exact);
    expect(told(largestShareMeasured(holdings))).toEqual(Array(3).fill('0.491481'));
    expect(told(hhiMeasured(holdings))).toEqual(Array(3).fill('4145.213847'));
  });

  it('of one alone is all of it, also where how much that is is unknown', () => {
    expect(told(largestShareMeasured([UNDISCLOSED]))).toEqual(['1', null, '1']);
    expect(told(hhiMeasured([UNDISCLOSED, ZERO]))).toEqual(['10000', null, '10000']);
  });

  it('is anywhere where one is unknown, but not below equal shares', () => {
    const measured = largestShareMeasured([exact('60'), exact('40'), UNDISCLOSED]);
    expect(told(measured)).toEqual(['0.333333', '0.6', '1']);
    expect([above(measured, '0.3'), above(measured, '0.4')]).toEqual(['crossed', 'cannot-be-told']);
    expect(told(hhiMeasured([exact('60'), exact('40'), UNDISCLOSED]))).toEqual(['3333.333333', '5200', '10000']);
  });
});

describe('the ends of a measure', () => {
  /** An amount between two whole numbers, and one that it may really be. */
  const uncertain = fc
    .tuple(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 0, max: 50 }), fc.double({ min: 0, max: 1, noNaN: true }))
    .map(([low, more, at]) => {
      const [from, to, real] = [low, low + more, Math.round(low + more * at)].map((n) => BigInt(n) * 1_000_000n);
      return {
        amount: { low: from, stated: real, high: to, unstated: 0, unbounded: 0 } as Amount,
        real: real as bigint,
      };
    });
  const holds = (measured: Measured | null, real: Rational) => {
    if (!measured) return false;
    return compare(measured.low, real) <= 0 && (measured.high === null || compare(measured.high, real) >= 0);
  };

  it('take in whatever the amounts may really be', () => {
    fc.assert(
      fc.property(fc.array(uncertain, { minLength: 1, maxLength: 6 }), (parts) => {
        const total = parts.reduce((sum, { real }) => sum + real, 0n);
        fc.pre(total > 0n);
        const amounts = parts.map(({ amount }) => amount);
        const real = concentrationOf(parts.map((part, i) => ({ party: `p${i}`, amount: exactly(part.real) })));
        const [firm, rest] = [amounts[0] ?? ZERO, amounts[1] ?? ZERO];
        const headline = firm.stated + rest.stated;
        expect(holds(sumMeasured(amounts), ratio(total, 1_000_000n))).toBe(true);
        const largest = parts.map((part) => part.real).reduce((a, b) => (a > b ? a : b));
        expect(holds(largestShareMeasured(amounts), ratio(largest, total))).toBe(true);
        const squares = parts.reduce((sum, part) => sum + part.real * part.real, 0n);
        expect(holds(hhiMeasured(amounts), ratio(10_000n * squares, total * total))).toBe(true);
        expect(printRatio(ratio(10_000n * squares, total * total))).toBe(real.hhi);
        if (headline > 0n) expect(holds(firmnessMeasured(firm, rest), ratio(firm.stated, headline))).toBe(true);
      }),
    );
  });
});
