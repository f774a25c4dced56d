import { grownInverse, MOST_UNKNOWNS, primeBelow, RESIDUE_BITS, type Rows } from './modular-inverse.ts';
import { greatestCommonDivisor } from './rational.ts';

/** One entry of a sparse matrix. */
export interface Entry {
  readonly row: number;
  readonly column: number;
  readonly value: bigint;
}

/** Fractions with one denominator, above zero. */
export interface Vector {
  readonly numerators: readonly bigint[];
  readonly denominator: bigint;
}

/** How many digits are tried first, and how many times as many then: most solutions need far fewer than they might. */
const FIRST_DIGITS = 8;
const MORE_DIGITS = 1.4;
const MOST_PRIMES = 20;
const DIGIT_BITS = BigInt(RESIDUE_BITS);

/**
 * A square system of whole numbers that grows, solved exactly, by Dixon, "Exact solution of linear equations using
 * p-adic expansions" (Numer. Math. 40, 1982): the inverse modulo one prime gives the solution digit by digit, in small
 * numbers, and the fractions are read off the digits (Wang 1981). Gaussian elimination over fractions needs numbers as
 * long as the determinant all the way, and n³ operations on them: 7 s for 40 unknowns, where this takes 1 s for 200.
 * What is read off is checked in the system itself, so it is the solution, whatever the digits that were taken.
 */
export class LinearSystem {
  readonly #entries: Entry[] = [];
  #size = 0;
  #prime = primeBelow(2 ** RESIDUE_BITS);
  #inverse: Rows = [];

  /**
   * @param entries of the new rows and columns, at most one for each place
   * @throws where the system then has no single solution, or more than MOST_UNKNOWNS unknowns
   */
  grow(size: number, entries: readonly Entry[]): void {
    if (size > MOST_UNKNOWNS) throw new Error(`${size} unknowns, of at most ${MOST_UNKNOWNS}`);
    let inverse = grownInverse(bordered(entries, this.#inverse, size, this.#prime), this.#prime);
    this.#entries.push(...entries);
    for (let tried = 1; !inverse; tried++) {
      // The prime divides a determinant: begin again with another one.
      if (tried === MOST_PRIMES) throw new Error('the system has no single solution');
      this.#prime = primeBelow(this.#prime);
      inverse = grownInverse(bordered(this.#entries, [], size, this.#prime), this.#prime);
    }
    this.#size = size;
    this.#inverse = inverse;
  }

  /** @param constants one for each row */
  solve(constants: readonly bigint[]): Vector {
    if (constants.length !== this.#size) throw new Error(`${constants.length} constants for ${this.#size} rows`);
    const most = mostDigits(this.#entries, constants);
    const lifted = lift(this.#entries, constants, this.#prime, this.#inverse);
    for (let digits = FIRST_DIGITS; ; digits = Math.min(most, Math.ceil(digits * MORE_DIGITS))) {
      const { residues, modulus } = lifted(digits);
      const solution = fractionsOf(residues, modulus);
      if (solution && solves(solution, this.#entries, constants)) return solution;
      if (digits === most) throw new Error('a system with an inverse has to have a solution');
    }
  }
}

/** The new rows and columns, around those that have an inverse already. */
function bordered(entries: readonly Entry[], inverse: Rows, size: number, prime: number) {
  const known = inverse.length;
  const rowsOf = (rows: number, columns: number) => Array.from({ length: rows }, () => new Float64Array(columns));
  const right = rowsOf(known, size - known);
  const below = rowsOf(size - known, known);
  const corner = rowsOf(size - known, size - known);
  for (const { row, column, value } of entries) {
    const [part, i] = row < known ? [right, row] : [column < known ? below : corner, row - known];
    (part[i] as Float64Array)[column < known ? column : column - known] = residue(value, prime);
  }
  return { inverse, right, below, corner };
}

/**
 * By Cramer's rule and Hadamard's inequality no numerator or denominator has more bits than the columns' lengths and the
 * constants' multiplied; the digits have to hold two of them.
 */
function mostDigits(entries: readonly Entry[], constants: readonly bigint[]): number {
  const lengths = constants.map(() => 0n);
  for (const { column, value } of entries) lengths[column] = (lengths[column] ?? 0n) + absolute(value);
  const sum = constants.reduce((all, value) => all + absolute(value), 1n);
  const bits = lengths.reduce((all, length) => all + bitsOf(length), bitsOf(sum));
  return Math.max(FIRST_DIGITS, Math.ceil((2 * bits + 2) / (RESIDUE_BITS - 1)));
}

/** The solution modulo the prime to any number of digits; more digits go on from those that are there. */
function lift(
  entries: readonly Entry[],
  constants: readonly bigint[],
  prime: number,
  inverse: Rows,
): (digits: number) => { readonly residues: readonly bigint[]; readonly modulus: bigint } {
  const modulus = BigInt(prime);
  const rows = limbsByRow(entries, constants.length);
  const digits: Float64Array[] = [];
  let rest = constants;
  return (count) => {
    while (digits.length < count) {
      const residues = Float64Array.from(rest, (value) => residue(value, prime));
      const digit = Float64Array.from(inverse, (row) => product(row, residues) % prime);
      rest = rest.map((value, i) => (value - rowTimes(rows[i] ?? [], digit)) / modulus);
      digits.push(digit);
    }
    const powers = powersOf(modulus, count);
    const residues = constants.map((_, i) => {
      const own = digits.map((digit) => BigInt(digit[i] ?? 0));
      return combine(own, powers);
    });
    return { residues, modulus: modulus ** BigInt(count) };
  };
}

/** An entry in digits of 22 bits, all of its sign, least first. */
interface Limbs {
  readonly column: number;
  readonly limbs: readonly number[];
}

function limbsByRow(entries: readonly Entry[], size: number): readonly (readonly Limbs[])[] {
  const rows = Array.from({ length: size }, (): Limbs[] => []);
  for (const { row, column, value } of entries) {
    const limbs: number[] = [];
    const sign = value < 0n ? -1 : 1;
    for (let left = absolute(value); left > 0n; left >>= DIGIT_BITS) {
      limbs.push(sign * Number(BigInt.asUintN(RESIDUE_BITS, left)));
    }
    rows[row]?.push({ column, limbs });
  }
  return rows;
}

function rowTimes(row: readonly Limbs[], digit: Float64Array): bigint {
  const sums: number[] = [];
  for (const { column, limbs } of row) {
    const factor = digit[column] ?? 0;
    for (let i = 0; i < limbs.length; i++) sums[i] = (sums[i] ?? 0) + (limbs[i] ?? 0) * factor;
  }
  return sums.reduceRight((sum, part) => (sum << DIGIT_BITS) + BigInt(part), 0n);
}

function product(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}

/** p, p², p⁴ … as far as `count` digits are put together. */
function powersOf(prime: bigint, count: number): readonly bigint[] {
  const powers = [prime];
  for (let power = 2; power < count; power *= 2) powers.push((powers.at(-1) as bigint) ** 2n);
  return powers;
}

/** Digits, least first, as one number: neighbours are put together, so that few products are long. */
function combine(digits: readonly bigint[], powers: readonly bigint[]): bigint {
  let parts = digits;
  for (const power of powers) {
    const pairs = Array.from({ length: Math.ceil(parts.length / 2) }, (_, i) => parts.slice(2 * i, 2 * i + 2));
    parts = pairs.map(([low = 0n, high = 0n]) => low + high * power);
  }
  return parts[0] ?? 0n;
}

/** The fractions that the residues stand for, where all are short enough to be told; one denominator for all. */
function fractionsOf(residues: readonly bigint[], modulus: bigint): Vector | null {
  let denominator = 1n;
  for (const own of residues) {
    const scaled = centred(own * denominator, modulus);
    if (2n * scaled * scaled < modulus) continue;
    const more = denominatorOf(scaled, modulus);
    if (more === null) return null;
    denominator *= more;
    if (2n * denominator * denominator >= modulus) return null;
  }
  return { numerators: residues.map((own) => centred(own * denominator, modulus)), denominator };
}

function centred(value: bigint, modulus: bigint): bigint {
  const rest = ((value % modulus) + modulus) % modulus;
  return 2n * rest > modulus ? rest - modulus : rest;
}

/** Wang's reconstruction: Euclid's algorithm, stopped where the remainder is as short as the fraction's parts may be. */
function denominatorOf(value: bigint, modulus: bigint): bigint | null {
  let [before, now] = [modulus, absolute(value)];
  let [factorBefore, factor] = [0n, 1n];
  const half = BigInt(Math.ceil(bitsOf(modulus) / 2) - 1);
  while (now >> half > 0n) {
    const quotient = before / now;
    [before, now] = [now, before - quotient * now];
    [factorBefore, factor] = [factor, factorBefore - quotient * factor];
  }
  const denominator = absolute(factor);
  return 2n * denominator * denominator < modulus && greatestCommonDivisor(denominator, modulus) === 1n
    ? denominator
    : null;
}

function solves({ numerators, denominator }: Vector, entries: readonly Entry[], constants: readonly bigint[]): boolean {
  const left = constants.map((value) => value * denominator);
  for (const { row, column, value } of entries) left[row] = (left[row] ?? 0n) - value * (numerators[column] ?? 0n);
  return left.every((rest) => rest === 0n);
}

function residue(value: bigint, prime: number): number {
  const rest = Number(value % BigInt(prime));
  return rest < 0 ? rest + prime : rest;
}

function absolute(value: bigint): bigint {
  return value < 0n ? -value : value;
}

function bitsOf(value: bigint): number {
  return value.toString(16).length * 4;
}
