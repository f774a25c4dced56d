import { Injectable } from '@nestjs/common';
import type { StoredEvent } from '@offtake/deals/stored-event';
import type { Posting } from '@offtake/exposure/posting';
import type { Filter } from '@offtake/exposure/sum';
import { problem } from '@offtake/http-edge/problem';
import { ReadDatabase } from '../schema/read-database.ts';
import type { Names } from './names.ts';
import { partyFactsAt } from './parties-at.ts';
import { PartyNames } from './party-names.ts';
import type { Place } from './place.ts';
import { type BookPosting, inBook, postingsWhere } from './posting-rows.ts';
import { countsAt, readAs, Values, widened } from './postings-at.ts';
import { type ApiEvent, byStream, eventsById, namingEvents, printEvent } from './recorded-events.ts';

const MOST_POSTINGS = 10_000;

/** An event that made a difference, and the postings by which it did; none where it changed as whom a party reads. */
export interface Reason extends ApiEvent {
  readonly postings: readonly BookPosting[];
}

/** What a difference of two sums comes from. Both places differ on one axis only: what was known, or what was valid. */
@Injectable()
export class DiffReasons {
  readonly #database: ReadDatabase;
  readonly #names: PartyNames;

  constructor(database: ReadDatabase, names: PartyNames) {
    this.#database = database;
    this.#names = names;
  }

  /**
   * What counts at the later of the two places only, by the event that brought it in, in the order of recording.
   * @param byParty whether the sums depend on as whom parties read: then also the events that changed it
   * @throws Problem 400 where more postings lie between than anybody could read
   */
  async between(
    from: Place,
    to: Place,
    filter: Filter,
    consolidate: boolean,
    byParty: boolean,
  ): Promise<readonly Reason[]> {
    const [earlier, later] = inOrder(from, to);
    const [before, after] = await Promise.all([earlier, later].map((place) => this.#names.at(place, consolidate)));
    if (!before || !after) return [];
    const [postings, renaming] = await Promise.all([
      this.#postings(earlier, later, filter, after),
      byParty ? this.#renaming(earlier, later, differing(before, after)) : [],
    ]);
    const byEvent = Map.groupBy(postings, ({ recordedBy }) => recordedBy);
    const events = await eventsById(this.#database, later, [...byEvent.keys(), ...renaming]);
    return [...events.values()]
      .sort((a: StoredEvent, b: StoredEvent) => a.position - b.position)
      .map((event) => {
        const own = byEvent.get(event.event) ?? [];
        const printed = own.map((posting) => ({ ...inBook(later.book, posting), ...after.readPair(posting) }));
        return { ...printEvent(event), postings: printed };
      });
  }

  async #postings(earlier: Place, later: Place, filter: Filter, names: Names): Promise<readonly Posting[]> {
    const values = new Values();
    const { join, outside } = readAs(names, values);
    const newer =
      earlier.position < later.position
        ? `p.position > ${values.add(earlier.position)}`
        : `p.valid_from > ${values.add(earlier.validAt)}::date`;
    const condition = `${countsAt(later, widened(filter, names), values)} and ${newer} and ${outside}`;
    const limit = `limit ${values.add(MOST_POSTINGS + 1)}`;
    const postings = await postingsWhere(this.#database, later, condition, values, limit, join);
    if (postings.length <= MOST_POSTINGS) return postings;
    throw problem(400, 'invalid', `more than ${MOST_POSTINGS} postings lie between: narrow the filters`);
  }

  /** The events between the places by which these parties came to read as others. */
  async #renaming(earlier: Place, later: Place, parties: ReadonlySet<string>): Promise<readonly string[]> {
    if (parties.size === 0) return [];
    const streams = byStream(await namingEvents(this.#database, later));
    return [...parties].flatMap((party) => {
      const events = streams.get(`party/${party}`) ?? [];
      const says = events.filter(({ type, data }) => {
        if (type === 'PartyUpdated') return 'parent' in data;
        return type !== 'PartyRegistered' && type !== 'EvidenceAdded';
      });
      const inEffect = new Set(partyFactsAt(events, earlier).map(({ event }) => event));
      const since = new Set(partyFactsAt(events, later).flatMap(({ event }) => (inEffect.has(event) ? [] : [event])));
      const isNew = ({ event, position }: { readonly event: string; readonly position: number }) =>
        earlier.position < later.position ? position > earlier.position : since.has(event);
      return says.filter(isNew).map(({ event }) => event);
    });
  }
}

function inOrder(from: Place, to: Place): readonly [Place, Place] {
  const isLater =
    from.position === to.position ? (from.validAt ?? '') > (to.validAt ?? '') : from.position > to.position;
  return isLater ? [to, from] : [from, to];
}

function differing(a: Names, b: Names): ReadonlySet<string> {
  const parties = [...a.renamed.keys(), ...b.renamed.keys()];
  return new Set(parties.filter((party) => a.nameOf(party) !== b.nameOf(party)));
}
