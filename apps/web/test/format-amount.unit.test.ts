import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exactAmount, exactNumber, readAmount, shortNumber, wordyNumber } from '../src/numbers/format-amount.ts';
import { sumPostings, sumRows } from '../src/numbers/sum-rows.ts';

const row = (low: string, stated: string, high: string | null, unstated = 0) => ({ low, stated, high, unstated });
const words = { undisclosed: 'undisclosed', unbounded: 'unbounded' };

describe('a number in short', () => {
  it('is full below a million', () => {
    expect(shortNumber('en', '999999')).toBe('999,999');
    expect(shortNumber('en', '69.5')).toBe('69.5');
  });
  it('has four significant digits and a scale above', () => {
    expect(shortNumber('en', '22400000000')).toBe('22.4bn');
    expect(shortNumber('en', '1400000000000')).toBe('1.4tn');
  });
  it('calls 10^9 mil millones in Spanish, and never a bare B', () => {
    expect(shortNumber('es', '38000000000')).toMatch(/^38\s(mil\s|000\s)M$/);
    expect(wordyNumber('es', '38000000000')).toMatch(/^38\smil\smillones$/);
    expect(shortNumber('es', '1400000000000')).toMatch(/^1,4\sbillones$/);
    for (const nearly of ['999949999999', '999950000000', '999999999999.999999', '-999960000000']) {
      expect(shortNumber('es', nearly)).toMatch(/^-?(999,9\smil\sM|1\sbillón)$/);
    }
  });
  it('is a billón in Spanish exactly where English says trillion', () => {
    const figures = fc.tuple(fc.integer({ min: 1, max: 9_999 }), fc.integer({ min: 0, max: 12 }));
    fc.assert(
      fc.property(figures, ([digits, zeros]) => {
        const figure = `${digits}${'0'.repeat(zeros)}`;
        for (const inSpanish of [shortNumber('es', figure), wordyNumber('es', figure)]) {
          expect(/bill[óo]n/.test(inSpanish)).toBe(/trillion/.test(wordyNumber('en', figure)));
          expect(inSpanish).not.toMatch(/B$/);
        }
      }),
    );
  });
});

describe('a number in full', () => {
  it('keeps every digit of 18', () => {
    expect(exactNumber('en', '123456789012345678.123456')).toBe('123,456,789,012,345,678.123456');
    expect(exactNumber('es', '1234.5')).toBe('1.234,5');
  });
});

describe('an amount', () => {
  it('that is known says its figure alone', () => {
    expect(readAmount(row('38', '38', '38'))).toEqual({
      headline: { says: 'stated', value: '38' },
      plusUndisclosed: 0,
      bounds: null,
    });
  });
  it('up to a figure says the figure and its bounds', () => {
    expect(readAmount(row('0', '11.9', '11.9')).bounds).toEqual({ low: '0', high: '11.9' });
  });
  it('that is undisclosed never reads as zero', () => {
    expect(readAmount(row('0', '0', null, 2))).toEqual({
      headline: { says: 'undisclosed' },
      plusUndisclosed: 1,
      bounds: null,
    });
  });
  it('between two bounds without a figure is an interval', () => {
    const reading = readAmount(row('200000', '0', '999999', 1));
    expect(reading.headline).toEqual({ says: 'interval', low: '200000', high: '999999' });
    expect(reading.plusUndisclosed).toBe(0);
  });
  it('of at least a figure never reads as that figure alone', () => {
    expect(readAmount(row('10000', '10000', null)).headline).toEqual({ says: 'at-least', low: '10000' });
  });
  it('with a part undisclosed says how many parts', () => {
    const reading = readAmount(row('300', '300', null, 2));
    expect(reading.plusUndisclosed).toBe(2);
    expect(reading.bounds).toEqual({ low: '300', high: null });
  });
  it('is copied with every bound', () => {
    expect(exactAmount('en', row('10000', '10000', null, 1), 'USD', words)).toBe(
      '10,000 USD + 1 undisclosed [10,000 – unbounded]',
    );
  });
});

describe('a sum', () => {
  it('is exact where floats are not', () => {
    expect(sumRows([row('0.1', '0.1', '0.1'), row('0.2', '0.2', '0.2')])).toEqual(row('0.3', '0.3', '0.3'));
  });
  it('is unbounded while one part is', () => {
    expect(sumRows([row('1', '1', '1'), row('0', '0', null, 1)])).toEqual(row('1', '1', null, 1));
  });
  it('of postings is bounded again where a reversal takes the unbounded part out', () => {
    const open = { low: '0', stated: '0', high: '0', unstated: 1, unbounded: 1 };
    const gone = { low: '0', stated: '0', high: '0', unstated: -1, unbounded: -1 };
    const known = { low: '38', stated: '38', high: '38', unstated: 0, unbounded: 0 };
    expect(sumPostings([open, gone, known])).toEqual(row('38', '38', '38'));
  });
});
