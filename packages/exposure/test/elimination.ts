import { minus, NOUGHT, type Rational, ratio, times } from '../src/rational.ts';

/** Solves a square system by plain elimination over fractions: slow, and plain. Null where the matrix is singular. */
export function byElimination(
  matrix: readonly (readonly Rational[])[],
  constants: readonly Rational[],
): readonly Rational[] | null {
  const rows = matrix.map((row, i) => [...row, constants[i] ?? NOUGHT]);
  for (const [i] of matrix.entries()) {
    const found = rows.findIndex((row, j) => j >= i && row[i]?.numerator !== 0n);
    if (found < 0) return null;
    [rows[i], rows[found]] = [rows[found] ?? [], rows[i] ?? []];
    const { numerator, denominator } = rows[i]?.[i] ?? NOUGHT;
    const pivot = (rows[i] ?? []).map((value) => times(value, ratio(denominator, numerator)));
    for (const [j, row] of rows.entries()) {
      const factor = row[i] ?? NOUGHT;
      rows[j] = j === i ? pivot : row.map((value, k) => minus(value, times(factor, pivot[k] ?? NOUGHT)));
    }
  }
  return rows.map((row) => row.at(-1) ?? NOUGHT);
}
