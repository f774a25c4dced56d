/** Matrices of residues modulo a prime, by rows. Residues are whole numbers from 0 to the prime, held as floats. */
export type Rows = readonly Float64Array[];

/** Products of two residues, summed over a row, have to stay below 2^53: 2^22 · 2^22 · 2^9. */
export const RESIDUE_BITS = 22;
export const MOST_UNKNOWNS = 512;

/** A matrix of which the left upper part has an inverse already. */
export interface Bordered {
  readonly inverse: Rows;
  readonly right: Rows;
  readonly below: Rows;
  readonly corner: Rows;
}

/**
 * The inverse of a matrix that has grown, from that of what it was before, by the Schur complement of the new part
 * (Banachiewicz 1937): n²k operations for k new rows and columns, where n³ would begin again.
 *
 * @returns null where the complement is singular modulo `prime`
 */
export function grownInverse({ inverse, right, below, corner }: Bordered, prime: number): Rows | null {
  const through = inverse.map((row) => combination(row, right, corner.length, prime));
  const complement = corner.map((row, i) => {
    return minus(row, combination(below[i] ?? NOTHING, through, corner.length, prime), prime);
  });
  const rest = inverseOf(complement, prime);
  if (!rest) return null;
  const back = below.map((row) => combination(row, inverse, inverse.length, prime));
  const left = rest.map((row) => combination(row, back, inverse.length, prime));
  const upper = inverse.map((row, i) => {
    const passed = through[i] ?? NOTHING;
    const own = minus(row, negative(combination(passed, left, row.length, prime), prime), prime);
    return joined(own, negative(combination(passed, rest, rest.length, prime), prime));
  });
  return [...upper, ...rest.map((row, i) => joined(negative(left[i] ?? NOTHING, prime), row))];
}

const NOTHING = new Float64Array(0);

/** Gauss and Jordan, side by side with the identity; null where the matrix is singular modulo `prime`. */
function inverseOf(matrix: Rows, prime: number): Rows | null {
  const size = matrix.length;
  const rows = matrix.map((row, i) => {
    const identity = new Float64Array(size);
    identity[i] = 1;
    return joined(row, identity);
  });
  for (let column = 0; column < size; column++) {
    const found = rows.findIndex((row, i) => i >= column && row[column] !== 0);
    if (found < 0) return null;
    const pivot = rows[found] as Float64Array<ArrayBuffer>;
    rows[found] = rows[column] as Float64Array<ArrayBuffer>;
    rows[column] = pivot;
    const scale = reciprocal(pivot[column] ?? 0, prime);
    for (let j = column; j < 2 * size; j++) pivot[j] = ((pivot[j] ?? 0) * scale) % prime;
    for (const row of rows) {
      if (row !== pivot && row[column] !== 0) addTo(row, pivot, prime - (row[column] ?? 0), column, prime);
    }
  }
  return rows.map((row) => row.slice(size));
}

/** row + factor · pivot; the quotient is taken by a product, since `%` of large floats is slow. */
function addTo(row: Float64Array, pivot: Float64Array, factor: number, from: number, prime: number): void {
  const inverted = 1 / prime;
  for (let j = from; j < row.length; j++) {
    const value = (row[j] ?? 0) + factor * (pivot[j] ?? 0);
    const rest = value - Math.floor(value * inverted) * prime;
    row[j] = rest < 0 ? rest + prime : rest >= prime ? rest - prime : rest;
  }
}

/** The sum of the rows, each times its coefficient. */
function combination(coefficients: Float64Array, rows: Rows, width: number, prime: number): Float64Array<ArrayBuffer> {
  const sum = new Float64Array(width);
  for (const [i, row] of rows.entries()) {
    const coefficient = coefficients[i] ?? 0;
    if (coefficient === 0) continue;
    for (let j = 0; j < width; j++) sum[j] = (sum[j] ?? 0) + coefficient * (row[j] ?? 0);
  }
  for (let j = 0; j < width; j++) sum[j] = (sum[j] ?? 0) % prime;
  return sum;
}

function minus(a: Float64Array, b: Float64Array, prime: number): Float64Array<ArrayBuffer> {
  return Float64Array.from(a, (value, i) => (value - (b[i] ?? 0) + prime) % prime);
}

function negative(row: Float64Array, prime: number): Float64Array<ArrayBuffer> {
  return Float64Array.from(row, (value) => (prime - value) % prime);
}

function joined(a: Float64Array, b: Float64Array): Float64Array<ArrayBuffer> {
  const all = new Float64Array(a.length + b.length);
  all.set(a);
  all.set(b, a.length);
  return all;
}

/** By Fermat: to the power of the prime less two. */
function reciprocal(value: number, prime: number): number {
  let [power, exponent, result] = [value, prime - 2, 1];
  for (; exponent > 0; exponent = Math.floor(exponent / 2)) {
    if (exponent % 2 === 1) result = (result * power) % prime;
    power = (power * power) % prime;
  }
  return result;
}

export function primeBelow(number: number): number {
  for (let candidate = number - 1; ; candidate--) {
    let divisor = 2;
    while (divisor * divisor <= candidate && candidate % divisor !== 0) divisor++;
    if (divisor * divisor > candidate) return candidate;
  }
}
