interface Pair {
  readonly obligor: string;
  readonly obligee: string;
}

/** As which party another one reads: merged ones as what they were merged into, with `consolidate` also as their parent. */
export class Names {
  /** Whether parties read as their topmost parents: what is owed inside one party then drops out of sums. */
  readonly consolidated: boolean;
  /** Each party that reads as another one, by slug. */
  readonly renamed: ReadonlyMap<string, string>;
  readonly #members: ReadonlyMap<string, readonly string[]>;

  constructor(mergedInto: ReadonlyMap<string, string>, parents: ReadonlyMap<string, string>, consolidated: boolean) {
    this.consolidated = consolidated;
    const above = (party: string) => mergedInto.get(party) ?? (consolidated ? parents.get(party) : undefined);
    const below = [...mergedInto.keys(), ...(consolidated ? parents.keys() : [])];
    this.renamed = new Map(
      [...new Set(below)].flatMap((party) => {
        const name = topmost(party, above) ?? topmost(party, (each) => mergedInto.get(each)) ?? party;
        return name === party ? [] : [[party, name] as const];
      }),
    );
    this.#members = Map.groupBy(this.renamed.keys(), (party) => this.nameOf(party));
  }

  nameOf(party: string): string {
    return this.renamed.get(party) ?? party;
  }

  /** Every two parties that read as the same one. */
  get pairsInside(): readonly (readonly [obligor: string, obligee: string])[] {
    return [...this.#members.keys()].flatMap((name) => {
      const members = this.members(name);
      return members.flatMap((first) =>
        members.flatMap((second) => (first === second ? [] : [[first, second] as const])),
      );
    });
  }

  /** Both sides of something as they read, and as the deal has them where that is not the same. */
  readPair({ obligor, obligee }: Pair): Pair & { readonly recordedAs?: Pair } {
    const read = { obligor: this.nameOf(obligor), obligee: this.nameOf(obligee) };
    return read.obligor === obligor && read.obligee === obligee ? read : { ...read, recordedAs: { obligor, obligee } };
  }

  /** Every party that reads as the same one as `party`: that one first. */
  members(party: string): readonly string[] {
    const name = this.nameOf(party);
    return [name, ...(this.#members.get(name) ?? [])];
  }
}

/** Null where the way up goes round in a circle: then there is no topmost one. */
function topmost(party: string, above: (party: string) => string | undefined): string | null {
  const passed = new Set([party]);
  let top = party;
  for (let next = above(top); next; next = above(top)) {
    if (passed.has(next)) return null;
    passed.add(next);
    top = next;
  }
  return top;
}
