import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Entry, LinearSystem } from '../src/linear-system.ts';
import { MOST_UNKNOWNS } from '../src/modular-inverse.ts';
import { compare, ratio } from '../src/rational.ts';
import { byElimination } from './elimination.ts';

const entriesOf = (matrix: readonly (readonly bigint[])[]): readonly Entry[] =>
  matrix.flatMap((values, row) =>
    values.map((value, column) => ({ row, column, value })).filter(({ value }) => value !== 0n),
  );

const systems = fc.integer({ min: 1, max: 6 }).chain((size) => {
  const value = fc.oneof(fc.constant(0n), fc.bigInt(-9n, 9n), fc.bigInt(-(10n ** 25n), 10n ** 25n));
  const row = fc.array(value, { minLength: size, maxLength: size });
  return fc.record({ matrix: fc.array(row, { minLength: size, maxLength: size }), constants: row });
});

function solve(entries: readonly Entry[], constants: readonly bigint[]) {
  const system = new LinearSystem();
  system.grow(constants.length, entries);
  return system.solve(constants);
}

describe('a system of linear equations in whole numbers', () => {
  it('is solved as elimination over fractions solves it, and refused where it has no single solution', () => {
    fc.assert(
      fc.property(systems, ({ matrix, constants }) => {
        const expected = byElimination(
          matrix.map((row) => row.map((value) => ratio(value))),
          constants.map((value) => ratio(value)),
        );
        if (!expected) {
          expect(() => solve(entriesOf(matrix), constants)).toThrow('no single solution');
          return;
        }
        const { numerators, denominator } = solve(entriesOf(matrix), constants);
        expect(denominator > 0n).toBe(true);
        expected.forEach((value, i) => {
          expect(compare(value, ratio(numerators[i] ?? 0n, denominator))).toBe(0);
        });
      }),
      { numRuns: 1_000 },
    );
  });

  it('has the same solution when it has grown step by step', () => {
    fc.assert(
      fc.property(
        systems,
        fc.array(fc.integer({ min: 1, max: 6 }), { maxLength: 3 }),
        ({ matrix, constants }, cuts) => {
          const size = constants.length;
          const entries = entriesOf(
            matrix.map((row, i) => row.map((value, j) => (i === j ? value * 7n + 10n ** 27n : value))),
          );
          const system = new LinearSystem();
          let before = 0;
          for (const cut of [...new Set([...cuts.filter((each) => each < size), size])].sort()) {
            const within = entries.filter(({ row, column }) => Math.max(row, column) < cut);
            system.grow(
              cut,
              within.filter(({ row, column }) => Math.max(row, column) >= before),
            );
            before = cut;
          }
          expect(system.solve(constants)).toEqual(solve(entries, constants));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('is solved with another prime where the first one divides the determinant', () => {
    const prime = 2n ** 22n - 3n;
    const { numerators, denominator } = solve(entriesOf([[prime]]), [1n]);
    expect({ numerators, denominator }).toEqual({ numerators: [1n], denominator: prime });
    const system = new LinearSystem();
    system.grow(1, [{ row: 0, column: 0, value: 2n }]);
    system.grow(2, [{ row: 1, column: 1, value: prime }]);
    expect(system.solve([6n, prime])).toEqual({ numerators: [3n, 1n], denominator: 1n });
  });

  it('is nothing without unknowns, and refused with too many', () => {
    expect(solve([], [])).toEqual({ numerators: [], denominator: 1n });
    expect(() =>
      solve(
        [],
        Array.from({ length: MOST_UNKNOWNS + 1 }, () => 0n),
      ),
    ).toThrow('513 unknowns');
  });

  it('is solved where its fractions have thousands of digits', () => {
    const size = 60;
    const matrix = Array.from({ length: size }, (_, i) =>
      Array.from({ length: size }, (_, j) => {
        const drawn = (BigInt(i * size + j + 1) * 6_364_136_223_846_793_005n) % 10n ** 18n;
        return i === j ? drawn * 100n : -drawn;
      }),
    );
    const constants = matrix.map((_, i) => BigInt(i + 1) * 10n ** 15n);
    const { numerators, denominator } = solve(entriesOf(matrix), constants);
    expect(denominator.toString().length).toBeGreaterThan(1_000);
    const left = matrix.map((row) => row.reduce((sum, value, j) => sum + value * (numerators[j] ?? 0n), 0n));
    expect(left).toEqual(constants.map((value) => value * denominator));
  });
});
