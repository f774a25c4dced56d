import { at, type CheckedNetwork, type Owed } from './clearing-network.ts';

/** Fractions are held in units of 2^-96, rounded towards the outside: numbers stay short however many parties fail. */
const FRACTION_BITS = 96n;
const WHOLE = 1n << FRACTION_BITS;
/** What closes slowly is left to be solved. */
const MOST_SWEEPS = 64;

/**
 * Bounds of what each party pays, so that most rounds of failures can be told without solving for the payments. What
 * those who failed pay is a fixed point of a map that never falls where they receive more (Gauss and Seidel): begun
 * above it, repeating it only comes down to it, and begun at nothing it only comes up. As failures only ever lower
 * payments, the upper bounds of one round hold in the next.
 */
export class PaymentBounds {
  readonly #network: CheckedNetwork;
  readonly #incoming: readonly (readonly Owed[])[];
  readonly #upper: bigint[];
  readonly #lower: bigint[];

  constructor(network: CheckedNetwork) {
    const { assets, owed, most } = network;
    const incoming = assets.map((): Owed[] => []);
    for (const each of owed) incoming[each.to]?.push(each);
    this.#network = network;
    this.#incoming = incoming;
    this.#upper = most.numerators.map((numerator) => dividedUp(numerator * WHOLE, most.denominator));
    this.#lower = most.numerators.map((numerator) => (numerator * WHOLE) / most.denominator);
  }

  /**
   * Who fails next, given those who failed, first ones first; null where the bounds do not close enough to tell.
   */
  failing(failed: ReadonlySet<number>): readonly number[] | null {
    for (const party of failed) this.#lower[party] = 0n;
    let open = [...this.#network.assets.keys()].filter((party) => !failed.has(party));
    const failing: number[] = [];
    for (let sweep = 0; sweep < MOST_SWEEPS && open.length > 0; sweep++) {
      for (const party of failed) this.#tighten(party);
      const fails = open.filter((party) => this.#isShort(party, this.#upper));
      failing.push(...fails);
      open = open.filter((party) => !fails.includes(party) && this.#isShort(party, this.#lower));
      if (failed.size === 0) break;
    }
    return open.length > 0 ? null : failing.sort((a, b) => a - b);
  }

  #tighten(party: number): void {
    const { assets, dues, left } = this.#network;
    const own = left.alpha * at(assets, party) * WHOLE;
    const due = left.whole * at(dues, party);
    this.#upper[party] = dividedUp(own + left.beta * this.#received(party, this.#upper), due);
    this.#lower[party] = (own + left.beta * this.#received(party, this.#lower)) / due;
  }

  /** Whether it could not pay what it has to, if the others paid these fractions. */
  #isShort(party: number, fractions: readonly bigint[]): boolean {
    const { assets, dues, most } = this.#network;
    const has = at(assets, party) * WHOLE + this.#received(party, fractions);
    return has * most.denominator < at(dues, party) * at(most.numerators, party) * WHOLE;
  }

  #received(party: number, fractions: readonly bigint[]): bigint {
    return (this.#incoming[party] ?? []).reduce((sum, { from, amount }) => sum + amount * at(fractions, from), 0n);
  }
}

function dividedUp(value: bigint, by: bigint): bigint {
  return (value + by - 1n) / by;
}
