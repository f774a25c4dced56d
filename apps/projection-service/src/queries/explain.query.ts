import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { dealFacts } from '@offtake/deals/deal-fold';
import { parseStream } from '@offtake/deals/recorded-event';
import type { StoredEvent } from '@offtake/deals/stored-event';
import type { Filter } from '@offtake/exposure/sum';
import { problem } from '@offtake/http-edge/problem';
import { ReadDatabase } from '../schema/read-database.ts';
import { DisputesAt } from './disputes-at.ts';
import { PartyNames } from './party-names.ts';
import type { Place } from './place.ts';
import { type BookPosting, inBook, postingsWhere } from './posting-rows.ts';
import { countsAt, readAs, Values, widened } from './postings-at.ts';
import { byStream, eventsById, eventsOfStreams } from './recorded-events.ts';

/** More postings than this behind one number explain nothing to anybody: the filters must be narrower. */
const MOST_POSTINGS = 10_000;

/** A posting, and what stands behind it. */
export interface ExplainedPosting extends BookPosting {
  /** The parties as the deal has them, where they read as others. */
  readonly recordedAs?: { readonly obligor: string; readonly obligee: string };
  /** Its event is disputed, and nothing was ruled. */
  readonly disputed?: true;
  /** The event whose effect it is. */
  readonly source: Pick<StoredEvent, 'type' | 'announcedOn' | 'effectiveOn' | 'recordedAt' | 'evidence' | 'reason'> & {
    /** The deal's. */
    readonly title: string | null;
  };
  readonly recordedByType: string;
}

/** The postings behind a number, in the order in which the book learned of them. */
export class ExplainQuery extends Query<readonly ExplainedPosting[]> {
  readonly place: Place;
  readonly filter: Filter;
  readonly consolidate: boolean;

  constructor(place: Place, filter: Filter, consolidate = false) {
    super();
    this.place = place;
    this.filter = filter;
    this.consolidate = consolidate;
  }
}

@QueryHandler(ExplainQuery)
export class ExplainHandler implements IQueryHandler<ExplainQuery> {
  readonly #database: ReadDatabase;
  readonly #names: PartyNames;
  readonly #disputes: DisputesAt;

  constructor(database: ReadDatabase, names: PartyNames, disputes: DisputesAt) {
    this.#database = database;
    this.#names = names;
    this.#disputes = disputes;
  }

  async execute({ place, filter, consolidate }: ExplainQuery): Promise<readonly ExplainedPosting[]> {
    const names = await this.#names.at(place, consolidate);
    const values = new Values();
    const { join, outside } = readAs(names, values);
    const condition = `${countsAt(place, widened(filter, names), values)} and ${outside}`;
    const limit = `limit ${values.add(MOST_POSTINGS + 1)}`;
    const [postings, disputes] = await Promise.all([
      postingsWhere(this.#database, place, condition, values, limit, join),
      this.#disputes.at(place),
    ]);
    if (postings.length > MOST_POSTINGS) {
      throw problem(400, 'invalid', `more than ${MOST_POSTINGS} postings: name a deal, a party or a unit`);
    }
    const disputed = new Set(disputes.events);
    const ids = postings.flatMap(({ event, recordedBy }) => [event, recordedBy]);
    const [events, titles] = await Promise.all([
      eventsById(this.#database, place, ids),
      this.#titles(place, new Set(postings.map(({ deal }) => deal))),
    ]);
    return postings.map((posting) => {
      const { type, announcedOn, effectiveOn, recordedAt, evidence, reason } = known(events, posting.event);
      const source = { type, announcedOn, effectiveOn, recordedAt, evidence, ...(reason ? { reason } : {}) };
      const title = titles.get(posting.deal) ?? null;
      const recordedByType = known(events, posting.recordedBy).type;
      return {
        ...inBook(place.book, posting),
        ...names.readPair(posting),
        ...(disputed.has(posting.event) ? { disputed: true as const } : {}),
        source: { ...source, title },
        recordedByType,
      };
    });
  }

  /** What the deals are called, as the book has it there. */
  async #titles(place: Place, deals: ReadonlySet<string>): Promise<ReadonlyMap<string, string>> {
    const streams = byStream(
      await eventsOfStreams(
        this.#database,
        place,
        [...deals].map((deal) => `deal/${deal}`),
      ),
    );
    const titles = [...streams].flatMap(([stream, events]) => {
      const announced = dealFacts(events).find(({ type }) => type === 'DealAnnounced');
      return announced?.type === 'DealAnnounced' ? [[parseStream(stream).slug, announced.data.title] as const] : [];
    });
    return new Map(titles);
  }
}

function known(events: ReadonlyMap<string, StoredEvent>, id: string): StoredEvent {
  const event = events.get(id);
  if (!event) throw new Error(`a posting names the event ${id}, which is not in the book`);
  return event;
}
