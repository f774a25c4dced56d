import { at, type CheckedNetwork } from './clearing-network.ts';
import { type Entry, LinearSystem, type Vector } from './linear-system.ts';
import { greatestCommonDivisor } from './rational.ts';

/** What everybody pays where those who failed pay all that they have left, and the others what they have to. */
export class Settlement {
  readonly #network: CheckedNetwork;
  /** Those who failed, each with the place of its unknown: the fraction that it pays, times the caps' denominator. */
  readonly #unknowns = new Map<number, number>();
  readonly #system = new LinearSystem();
  /** Of all amounts: what they have in common makes numbers longer for nothing. */
  readonly #divisor: bigint;

  constructor(network: CheckedNetwork) {
    this.#network = network;
    this.#divisor = network.owed.reduce((common, { amount }) => greatestCommonDivisor(common, amount), 0n);
  }

  /** @param failed everybody who failed, in any order that goes on from that of the time before */
  fractions(failed: readonly number[]): Vector {
    const { most: capped } = this.#network;
    if (failed.length === 0) return capped;
    const before = this.#unknowns.size;
    for (const party of failed.slice(before)) this.#unknowns.set(party, this.#unknowns.size);
    const isNew = ({ row, column }: Entry) => row >= before || column >= before;
    if (failed.length > before) this.#system.grow(failed.length, this.#entries().filter(isNew));
    const { numerators, denominator } = this.#system.solve(this.#constants());
    return {
      numerators: capped.numerators.map((numerator, party) => {
        const place = this.#unknowns.get(party);
        return place === undefined ? numerator * denominator * this.#divisor : at(numerators, place);
      }),
      denominator: capped.denominator * denominator * this.#divisor,
    };
  }

  #entries(): readonly Entry[] {
    const { beta, whole } = this.#network.left;
    const own = [...this.#unknowns].map(([party, i]) => ({
      row: i,
      column: i,
      value: whole * at(this.#network.dues, party),
    }));
    const passed = this.#network.owed.flatMap(({ from, to, amount }) => {
      const [row, column] = [this.#unknowns.get(to), this.#unknowns.get(from)];
      return row === undefined || column === undefined || beta === 0n ? [] : [{ row, column, value: -beta * amount }];
    });
    return [...own, ...passed].map((entry) => ({ ...entry, value: entry.value / this.#divisor }));
  }

  /** What those who failed have left of their own, and of what the others pay them. */
  #constants(): readonly bigint[] {
    const { left, most, assets } = this.#network;
    const constants = [...this.#unknowns.keys()].map((party) => left.alpha * at(assets, party) * most.denominator);
    for (const { from, to, amount } of this.#network.owed) {
      const row = this.#unknowns.get(to);
      if (row === undefined || this.#unknowns.has(from)) continue;
      constants[row] = at(constants, row) + left.beta * amount * at(most.numerators, from);
    }
    return constants;
  }
}
