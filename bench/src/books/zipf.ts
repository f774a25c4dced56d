import type { Random } from '../../../e2e/faults/harness/random.ts';

/** Draws from names as often as Zipf's law says: the n-th comes 1/n times as often as the first. */
export class Zipf {
  readonly #names: readonly string[];
  /** The share of those up to each. */
  readonly #upTo: readonly number[];

  constructor(names: readonly string[]) {
    this.#names = names;
    const sums: number[] = [];
    for (const n of names.keys()) sums.push((sums.at(-1) ?? 0) + 1 / (n + 1));
    this.#upTo = sums.map((sum) => sum / (sums.at(-1) as number));
  }

  draw(random: Random): string {
    const share = random.next();
    let [low, high] = [0, this.#names.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#upTo[middle] as number) > share) high = middle;
      else low = middle + 1;
    }
    return this.#names[low] as string;
  }
}
