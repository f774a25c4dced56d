import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Amount,
  add,
  exactly,
  formatDecimal,
  isZero,
  parseDecimal,
  printAmount,
  subtract,
  ZERO,
} from '../src/amount.ts';
import { end, enter, type LegState, perform, sign, totalOf } from '../src/leg.ts';
import { legSchema } from '../src/leg-terms.ts';
import { type OneNumber, type Quantity, quantitySchema, toAmount } from '../src/quantity.ts';
import * as post from './commands.ts';

const amounts = fc.record({
  low: fc.bigInt(),
  stated: fc.bigInt(),
  high: fc.bigInt(),
  unstated: fc.integer({ min: -9, max: 9 }),
  unbounded: fc.integer({ min: -9, max: 9 }),
});

describe('amounts', () => {
  it('add component by component, in any order, and subtract back', () => {
    fc.assert(
      fc.property(amounts, amounts, (a: Amount, b: Amount) => {
        expect(add(a, b)).toEqual(add(b, a));
        expect(subtract(add(a, b), b)).toEqual(a);
        expect(isZero(subtract(a, a))).toBe(true);
      }),
    );
  });

  it('show what is not bounded as such', () => {
    expect(printAmount(add(exactly(5_000_000n), { ...ZERO, unstated: 1, unbounded: 1 }))).toEqual({
      low: '5',
      stated: '5',
      high: null,
      unstated: 1,
    });
  });
});

describe('decimals', () => {
  it.each([
    ['69.500', '69.5'],
    ['0', '0'],
    ['-0', '0'],
    ['-0.000001', '-0.000001'],
    ['1000', '1000'],
    ['999999999999999999.999999', '999999999999999999.999999'],
  ])('%s is written %s', (text, canonical) => {
    expect(formatDecimal(parseDecimal(text))).toBe(canonical);
  });

  it('survive being written and read', () => {
    fc.assert(
      fc.property(fc.bigInt(), (millionths) => {
        expect(parseDecimal(formatDecimal(millionths))).toBe(millionths);
      }),
    );
  });

  it.each(['', '1e3', '1.0000001', 'x', '1.', '.1', '+1'])('%j is none', (text) => {
    expect(() => parseDecimal(text)).toThrow('not a decimal');
  });
});

describe('a transfer within a leg', () => {
  const positive = fc.integer({ min: 1, max: 50 });
  const quantities = fc
    .oneof(
      positive.map((value) => post.exact(value)),
      positive.map((value) => post.upTo(value)),
      positive.map((value) => post.atLeast(value)),
      fc.tuple(positive, positive).map(([low, more]) => post.between(low, low + more)),
      fc.constant(post.undisclosed()),
    )
    .map((quantity): Quantity => quantitySchema.parse(quantity));

  it('never lowers the low of its total, keeps a bounded high, and what is stated as far as it takes no more', () => {
    fc.assert(
      fc.property(quantities, positive, (quantity, part) => {
        const before = enter(legSchema.parse(post.leg(quantity)), '2025-03-01');
        const after = perform(before, post.exact(part) as OneNumber, false);
        if (typeof after === 'string') {
          expect(parseDecimal(String(part)) > toAmount(quantity).high).toBe(true);
          return;
        }
        const [was, is] = [totalOf(before), totalOf(after)];
        expect(is.low >= was.low).toBe(true);
        if (was.unbounded === 0) expect(is.high).toBe(was.high);
        const excess = parseDecimal(String(part)) - was.stated;
        expect(is.stated).toBe(was.stated + (excess > 0n ? excess : 0n));
      }),
    );
  });

  it('of all that there is changes nothing of the total', () => {
    fc.assert(
      fc.property(quantities, (quantity) => {
        const before = enter(legSchema.parse(post.leg(quantity, { binding: 'intent' })), '2025-03-01');
        expect(totalOf(sign(before) as LegState)).toEqual(totalOf(before));
        expect(end(before, '2025-03-09').balances.lapsed).toEqual(totalOf(before));
      }),
    );
  });
});
