import { Injectable } from '@nestjs/common';
import { type PartyFact, partyFacts } from '@offtake/deals/party-history';
import { ReadDatabase } from '../schema/read-database.ts';
import type { Place } from './place.ts';
import { byStream, namingEvents } from './recorded-events.ts';

/** As which party another one reads: merged ones as what they were merged into, with `consolidate` also as their parent. */
export class Names {
  /** Whether parties read as their topmost parents: what is owed inside one party then drops out of sums. */
  readonly consolidated: boolean;
  /** Each party that reads as another one, by slug. */
  readonly renamed: ReadonlyMap<string, string>;
  readonly #mergedInto: ReadonlyMap<string, string>;
  readonly #members: ReadonlyMap<string, readonly string[]>;

  constructor(mergedInto: ReadonlyMap<string, string>, parents: ReadonlyMap<string, string>, consolidated: boolean) {
    this.consolidated = consolidated;
    this.#mergedInto = mergedInto;
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

  /** Every party that reads as the same one as `party`: that one first. */
  members(party: string): readonly string[] {
    const name = this.nameOf(party);
    return [name, ...(this.#members.get(name) ?? [])];
  }

  /** What a party was merged into by an event of its own, at these coordinates. */
  mergedInto(party: string): string | null {
    return this.#mergedInto.get(party) ?? null;
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

@Injectable()
export class PartyNames {
  readonly #database: ReadDatabase;

  constructor(database: ReadDatabase) {
    this.#database = database;
  }

  /** @param consolidate each party also reads as its topmost parent */
  async at(place: Place, consolidate: boolean): Promise<Names> {
    const mergedInto = new Map<string, string>();
    const parents = new Map<string, string>();
    for (const [stream, events] of byStream(await namingEvents(this.#database, place))) {
      const party = stream.slice('party/'.length);
      for (const { type, data } of factsAt(partyFacts(events), place)) {
        if (type === 'PartiesMerged') mergedInto.set(party, data.into);
        else if ((type === 'PartyRegistered' || type === 'PartyUpdated') && data.parent !== undefined) {
          if (data.parent) parents.set(party, data.parent);
          else parents.delete(party);
        }
      }
    }
    return new Names(mergedInto, parents, consolidate);
  }
}

/** The facts that are in effect. A party is one whatever the dates: its registration always is, and comes first. */
export function factsAt(facts: readonly PartyFact[], { validAt }: Pick<Place, 'validAt'>): readonly PartyFact[] {
  const isRegistration = ({ type }: PartyFact) => type === 'PartyRegistered';
  const later = facts.filter((fact) => !isRegistration(fact) && (validAt === null || fact.effectiveOn <= validAt));
  return [...facts.filter(isRegistration), ...later];
}
