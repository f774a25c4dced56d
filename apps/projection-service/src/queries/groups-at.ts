import { Injectable } from '@nestjs/common';
import { partyFacts } from '@offtake/deals/party-history';
import { ReadDatabase } from '../schema/read-database.ts';
import type { Place } from './place.ts';
import { byStream, eventsOfParties } from './recorded-events.ts';

/** Which parties belong together: each reads as its topmost parent. */
export class Groups {
  readonly #parents: ReadonlyMap<string, string>;

  constructor(parents: ReadonlyMap<string, string>) {
    this.#parents = parents;
  }

  topOf(party: string): string {
    const passed = new Set<string>();
    let top = party;
    // Parents that go round in a circle have no topmost one: the party then stays itself.
    for (let parent = this.#parents.get(top); parent; parent = this.#parents.get(top)) {
      if (passed.has(parent)) return party;
      passed.add(parent);
      top = parent;
    }
    return top;
  }

  /** Every party that reads as the same one as `party`. */
  membersWith(party: string): readonly string[] {
    const top = this.topOf(party);
    return [...new Set([party, top, ...this.#parents.keys()])].filter((member) => this.topOf(member) === top);
  }
}

@Injectable()
export class GroupsAt {
  readonly #database: ReadDatabase;

  constructor(database: ReadDatabase) {
    this.#database = database;
  }

  async at(place: Place): Promise<Groups> {
    const parents = new Map<string, string>();
    for (const [stream, events] of byStream(await eventsOfParties(this.#database, place))) {
      for (const fact of partyFacts(events)) {
        if (fact.type !== 'PartyRegistered' || !fact.data.parent) continue;
        if (place.validAt === null || fact.effectiveOn <= place.validAt) {
          parents.set(stream.slice('party/'.length), fact.data.parent);
        }
      }
    }
    return new Groups(parents);
  }
}
