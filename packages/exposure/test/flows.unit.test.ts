import { exactly, parseDecimal } from '@offtake/deals/amount';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Edge, flowsOf } from '../src/flows.ts';

const edge = (obligor: string, obligee: string, stated: string, kind = 'payment', unit = 'USD'): Edge => {
  return { obligor, obligee, kind, unit, amount: exactly(parseDecimal(stated)) };
};

const usd = fc
  .array(
    fc.record({
      obligor: fc.constantFrom('a', 'b', 'c', 'd'),
      obligee: fc.constantFrom('a', 'b', 'c', 'd'),
      kind: fc.constantFrom('payment', 'loan'),
      unit: fc.constantFrom('USD', 'MW'),
      amount: fc.bigInt({ min: 1n, max: 10n ** 15n }).map(exactly),
    }),
    { maxLength: 12 },
  )
  .map((edges): readonly Edge[] => edges.filter(({ obligor, obligee }) => obligor !== obligee));

describe('flows between parties', () => {
  it('pass half through and go round nowhere, where A owes B 10 and B owes C 10', () => {
    expect(flowsOf([edge('a', 'b', '10'), edge('b', 'c', '10')], 'USD', 5)).toMatchObject({
      gross: '20',
      circularity: '0',
      passThrough: '0.5',
      cycles: [],
      net: [
        { party: 'a', net: '-10' },
        { party: 'b', net: '0' },
        { party: 'c', net: '10' },
      ],
    });
  });

  it('go round with 8 of 14, where A owes B 10 and B owes A 4', () => {
    const { circularity, cycles } = flowsOf([edge('a', 'b', '10'), edge('b', 'a', '4')], 'USD', 5);
    expect(circularity).toBe('0.571429');
    expect(cycles).toEqual([
      {
        parties: ['a', 'b'],
        value: '4',
        edges: [
          { obligor: 'a', obligee: 'b', kind: 'payment', unit: 'USD', stated: '10' },
          { obligor: 'b', obligee: 'a', kind: 'payment', unit: 'USD', stated: '4' },
        ],
      },
    ]);
  });

  it('add up between two parties over kinds of one currency, and are kept apart as edges', () => {
    const flows = flowsOf([edge('a', 'b', '1', 'payment'), edge('a', 'b', '2', 'loan'), edge('b', 'a', '9')], 'USD', 5);
    expect(flows.edges.map(({ kind, stated }) => [kind, stated])).toEqual([
      ['loan', '2'],
      ['payment', '1'],
      ['payment', '9'],
    ]);
    expect(flows.cycles[0]).toMatchObject({ value: '3', edges: { length: 3 } });
  });

  it('list a cycle without a value where a hop is in another unit, or undisclosed', () => {
    const undisclosed = { low: 0n, stated: 0n, high: 0n, unstated: 1, unbounded: 1 };
    const hidden = { ...edge('b', 'c', '1'), amount: undisclosed };
    const { cycles, gross, circularity } = flowsOf(
      [edge('a', 'b', '5'), edge('b', 'a', '100', 'capacity', 'MW'), hidden, edge('c', 'a', '5')],
      'USD',
      5,
    );
    expect(cycles.map(({ parties, value }) => [parties.join(), value])).toEqual([
      ['a,b', null],
      ['a,b,c', null],
    ]);
    expect(cycles[0]?.edges.map(({ unit }) => unit)).toEqual(['USD', 'MW']);
    expect({ gross, circularity }).toEqual({ gross: '10', circularity: '0' });
  });

  it('have no ratio where nothing flows in the unit', () => {
    const none = { edges: [], cycles: [], gross: '0', net: [], circularity: null, passThrough: null };
    expect(flowsOf([], 'USD', 5)).toEqual(none);
    expect(flowsOf([edge('a', 'b', '1', 'capacity', 'MW')], 'USD', 5)).toMatchObject({ gross: '0', circularity: null });
  });

  it('net to nothing in all, and go round no more than they pass through', () => {
    fc.assert(
      fc.property(usd, (edges) => {
        const { net, circularity, passThrough, cycles } = flowsOf(edges, 'USD', 5);
        expect(net.reduce((sum, { net: own }) => sum + parseDecimal(own), 0n)).toBe(0n);
        expect(Number(circularity)).toBeLessThanOrEqual(Number(passThrough));
        expect(Number(passThrough)).toBeLessThanOrEqual(1);
        const valued = cycles.some(({ value }) => value !== null);
        expect(valued || circularity === null ? true : circularity === '0').toBe(true);
      }),
    );
  });
});
