import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { problem } from '@offtake/http-edge/problem';
import { ReadDatabase } from '../schema/read-database.ts';
import { PartyNames } from './party-names.ts';
import type { Place } from './place.ts';
import { type BookPosting, inBook, postingsWhere } from './posting-rows.ts';
import { countsAt, Values } from './postings-at.ts';
import { eventsOfStreams } from './recorded-events.ts';
import { type Entry, historyOf } from './stream-history.ts';

export interface DealEntry extends Entry {
  /** What it posted. */
  readonly postings: readonly BookPosting[];
}

/** Everything that was recorded about a deal, in the order of recording. */
export class DealHistoryQuery extends Query<readonly DealEntry[]> {
  readonly place: Place;
  readonly deal: string;

  constructor(place: Place, deal: string) {
    super();
    this.place = place;
    this.deal = deal;
  }
}

@QueryHandler(DealHistoryQuery)
export class DealHistoryHandler implements IQueryHandler<DealHistoryQuery> {
  readonly #database: ReadDatabase;
  readonly #names: PartyNames;

  constructor(database: ReadDatabase, names: PartyNames) {
    this.#database = database;
    this.#names = names;
  }

  async execute({ place, deal }: DealHistoryQuery): Promise<readonly DealEntry[]> {
    const values = new Values();
    const condition = countsAt(place, { deal: [deal] }, values);
    const [events, postings, names] = await Promise.all([
      eventsOfStreams(this.#database, place, [`deal/${deal}`]),
      postingsWhere(this.#database, place, condition, values),
      this.#names.at(place, false),
    ]);
    const byPosition = Map.groupBy(postings, ({ position }) => position);
    if (events.length === 0)
      throw problem(404, 'not-found', `there is no deal ${deal} in ${place.book} at ${place.position}`);
    return historyOf(events, place).map((entry) => {
      const own = byPosition.get(entry.position) ?? [];
      return { ...entry, postings: own.map((each) => ({ ...inBook(place.book, each), ...names.readPair(each) })) };
    });
  }
}
