import { exactly, parseDecimal } from '@offtake/deals/amount';
import { describe, expect, it } from 'vitest';
import { positionOn } from '../src/book-fold.ts';
import type { Posting } from '../src/posting.ts';
import { quarterOf, sumPostings } from '../src/sum.ts';

function posting(position: number, value: string, rest: Partial<Posting> = {}): Posting {
  return {
    position,
    recordedBy: `r${position}`,
    event: `e${position}`,
    reading: 'recorded',
    deal: 'd',
    leg: 'a',
    obligor: 'openai',
    obligee: 'oracle',
    kind: 'payment',
    unit: 'USD',
    account: 'firm',
    validFrom: '2025-09-10',
    ...exactly(parseDecimal(value)),
    ...rest,
  };
}

describe('a sum of postings', () => {
  it('never adds units or kinds, whether they are asked for or not', () => {
    const rows = sumPostings([
      posting(1, '300'),
      posting(2, '4500', { kind: 'capacity', unit: 'MW' }),
      posting(3, '5', { kind: 'loan' }),
      posting(4, '7', { unit: 'EUR' }),
    ]);
    expect(rows.map(({ kind, unit, stated }) => [kind, unit, stated])).toEqual([
      ['capacity', 'MW', '4500'],
      ['loan', 'USD', '5'],
      ['payment', 'EUR', '7'],
      ['payment', 'USD', '300'],
    ]);
  });

  it('counts what was known at a position and valid on a date, both included', () => {
    const postings = [posting(1, '10'), posting(2, '20', { validFrom: '2026-01-01' }), posting(3, '40')];
    const stated = (coordinates: object) => sumPostings(postings, coordinates)[0]?.stated;
    expect(stated({ knownAt: 2 })).toBe('30');
    expect(stated({ validAt: '2025-12-31' })).toBe('50');
    expect(stated({ knownAt: 2, validAt: '2026-01-01' })).toBe('30');
  });

  it('leaves alternatives out unless they are asked for', () => {
    const postings = [posting(1, '38'), posting(2, '62', { reading: 'alternative' })];
    expect(sumPostings(postings)[0]?.stated).toBe('38');
    expect(sumPostings(postings, { reading: 'alternative' })[0]?.stated).toBe('100');
  });

  it('leaves out rows that are wholly zero, and says null for what is unbounded', () => {
    const gone = posting(2, '10', { low: -10_000_000n, stated: -10_000_000n, high: -10_000_000n });
    expect(sumPostings([posting(1, '10'), gone])).toEqual([]);
    const unbounded = { low: 0n, stated: 0n, high: 0n, unstated: 1, unbounded: 1 };
    expect(sumPostings([posting(1, '1', unbounded)])).toEqual([
      { kind: 'payment', unit: 'USD', low: '0', stated: '0', high: null, unstated: 1 },
    ]);
  });

  it('groups by due year and quarter, undated last', () => {
    const due = { from: null, to: '2026-12-31' };
    const rows = sumPostings([posting(1, '1'), posting(2, '2', { due })], {}, ['due-year', 'due-quarter']);
    expect(rows.map((row) => [row['due-year'], row['due-quarter'], row.stated])).toEqual([
      ['2026', '2026-Q4', '2'],
      [null, null, '1'],
    ]);
    expect(['2026-01-01', '2026-03-31', '2026-04-01', '2026-10-01'].map(quarterOf)).toEqual([
      '2026-Q1',
      '2026-Q1',
      '2026-Q2',
      '2026-Q4',
    ]);
  });

  it('filters by a party on either side', () => {
    const postings = [
      posting(1, '1'),
      posting(2, '2', { obligor: 'nvidia', obligee: 'openai' }),
      posting(3, '4', { obligor: 'meta' }),
    ];
    expect(sumPostings(postings, {}, [], { party: ['openai'] })[0]?.stated).toBe('3');
    expect(sumPostings(postings, {}, ['obligor'], { obligee: ['oracle'], obligor: ['meta'] })).toMatchObject([
      { obligor: 'meta', stated: '4' },
    ]);
  });
});

describe('a date as what was known', () => {
  const events = ['2025-09-10', '2025-10-06', '2025-09-22', '2025-11-03'].map((announcedOn, i) => ({
    position: i + 1,
    announcedOn,
  }));

  it('is the longest prefix of the book in which everything was announced by then', () => {
    expect(positionOn('2025-09-30', events)).toBe(1);
    expect(positionOn('2025-10-31', events)).toBe(3);
    expect(positionOn('2026-01-01', events)).toBe(4);
    expect(positionOn('2025-01-01', events)).toBe(0);
  });
});
