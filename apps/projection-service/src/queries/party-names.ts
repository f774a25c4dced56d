import { Injectable } from '@nestjs/common';
import { partyNow } from '@offtake/deals/party';
import { ReadDatabase } from '../schema/read-database.ts';
import { Names } from './names.ts';
import { partyFactsAt } from './parties-at.ts';
import type { Place } from './place.ts';
import { byStream, newestRenaming, renamingStreams } from './recorded-events.ts';

/** How many answers are kept: those of the places that are read now. */
const MOST_KEPT = 100;

@Injectable()
export class PartyNames {
  readonly #database: ReadDatabase;
  /** The one asked for last at the end. What was recorded never changes, so no answer grows old. */
  readonly #kept = new Map<string, Names>();

  constructor(database: ReadDatabase) {
    this.#database = database;
  }

  /** @param consolidate each party also reads as its topmost parent */
  async at(place: Place, consolidate: boolean): Promise<Names> {
    const { schema, book, validAt, reading } = place;
    const newest = await newestRenaming(this.#database, place);
    const key = JSON.stringify([schema, book, newest, validAt, reading, consolidate]);
    const names = this.#kept.get(key) ?? (await this.#read(place, consolidate));
    this.#kept.delete(key);
    this.#kept.set(key, names);
    for (const [oldest] of this.#kept) if (this.#kept.size > MOST_KEPT) this.#kept.delete(oldest);
    return names;
  }

  async #read(place: Place, consolidate: boolean): Promise<Names> {
    const mergedInto = new Map<string, string>();
    const parents = new Map<string, string>();
    for (const [stream, events] of byStream(await renamingStreams(this.#database, place))) {
      const party = stream.slice('party/'.length);
      const state = partyNow(partyFactsAt(events, place));
      if (state?.mergedInto) mergedInto.set(party, state.mergedInto);
      if (state?.parent) parents.set(party, state.parent);
    }
    return new Names(mergedInto, parents, consolidate);
  }
}
