import { type IQueryHandler, Query, QueryBus, QueryHandler } from '@nestjs/cqrs';
import { formatDecimal, type PrintedAmount, parseDecimal } from '@offtake/deals/amount';
import type { StoredEvent } from '@offtake/deals/stored-event';
import { type PrintedPosting, printPosting } from '@offtake/exposure/posting';
import type { Filter, GroupKey, Row } from '@offtake/exposure/sum';
import { problem } from '@offtake/http-edge/problem';
import { ReadDatabase } from '../schema/read-database.ts';
import { ExposuresQuery } from './exposures.query.ts';
import type { Place } from './place.ts';
import { postingsWhere } from './posting-rows.ts';
import { countsAt, Values } from './postings-at.ts';
import { type ApiEvent, eventsById, printEvent } from './recorded-events.ts';

const MOST_POSTINGS = 10_000;

export interface DiffRow {
  readonly from: PrintedAmount;
  readonly to: PrintedAmount;
  /** `high` is null where either is unbounded. */
  readonly difference: PrintedAmount;
}
export interface Reason extends ApiEvent {
  readonly postings: readonly PrintedPosting[];
}
export interface Diff {
  /** Each row of either sum under its group keys, where the two differ. */
  readonly rows: readonly DiffRow[];
  /** The events that made the difference: what is new, and apart from it what puts the record right. */
  readonly facts: readonly Reason[];
  readonly corrections: readonly Reason[];
}

/** The difference of two sums, and the postings between them as its reasons. */
export class DiffQuery extends Query<Diff> {
  readonly from: Place;
  readonly to: Place;
  readonly groupBy: readonly GroupKey[];
  readonly filter: Filter;
  readonly consolidate: boolean;

  constructor(from: Place, to: Place, groupBy: readonly GroupKey[], filter: Filter, consolidate: boolean) {
    super();
    this.from = from;
    this.to = to;
    this.groupBy = groupBy;
    this.filter = filter;
    this.consolidate = consolidate;
  }
}

@QueryHandler(DiffQuery)
export class DiffHandler implements IQueryHandler<DiffQuery> {
  readonly #database: ReadDatabase;
  readonly #queries: QueryBus;

  constructor(database: ReadDatabase, queries: QueryBus) {
    this.#database = database;
    this.#queries = queries;
  }

  async execute({ from, to, groupBy, filter, consolidate }: DiffQuery): Promise<Diff> {
    const [before, after, reasons] = await Promise.all([
      this.#queries.execute(new ExposuresQuery(from, groupBy, filter, consolidate)),
      this.#queries.execute(new ExposuresQuery(to, groupBy, filter, consolidate)),
      this.#reasons(from, to, filter),
    ]);
    const isCorrection = ({ type }: Reason) => type === 'EventCorrected' || type === 'EventRetracted';
    return {
      rows: differences(before, after, groupBy),
      facts: reasons.filter((reason) => !isCorrection(reason)),
      corrections: reasons.filter(isCorrection),
    };
  }

  /** What counts at one of the two places only, by the event that brought it in. */
  async #reasons(from: Place, to: Place, filter: Filter): Promise<readonly Reason[]> {
    const values = new Values();
    const [inFrom, inTo] = [from, to].map((place) => countsAt(place, filter, values));
    const condition = `(${inFrom}) <> (${inTo}) and p.book = ${values.add(to.book)}`;
    const limit = `limit ${values.add(MOST_POSTINGS + 1)}`;
    const postings = await postingsWhere(this.#database, to.schema, condition, values, limit);
    if (postings.length > MOST_POSTINGS) {
      throw problem(400, 'invalid', `more than ${MOST_POSTINGS} postings lie between: narrow the filters`);
    }
    const events = await eventsById(
      this.#database,
      to,
      postings.map(({ recordedBy }) => recordedBy),
    );
    return [...events.values()]
      .sort((a: StoredEvent, b: StoredEvent) => a.position - b.position)
      .map((event) => {
        const own = postings.filter(({ recordedBy }) => recordedBy === event.event);
        return { ...printEvent(event), postings: own.map(printPosting) };
      });
  }
}

const NOTHING: PrintedAmount = { low: '0', stated: '0', high: '0', unstated: 0 };

function differences(before: readonly Row[], after: readonly Row[], groupBy: readonly GroupKey[]): readonly DiffRow[] {
  const keysOf = (row: Row) => Object.fromEntries([...groupBy, 'kind', 'unit'].map((key) => [key, row[key as 'kind']]));
  const pairs = new Map<string, { keys: object; from: PrintedAmount; to: PrintedAmount }>();
  for (const [side, rows] of [['from', before] as const, ['to', after] as const]) {
    for (const row of rows) {
      const keys = keysOf(row);
      const id = JSON.stringify(keys);
      const { low, stated, high, unstated } = row;
      pairs.set(id, {
        ...(pairs.get(id) ?? { keys, from: NOTHING, to: NOTHING }),
        [side]: { low, stated, high, unstated },
      });
    }
  }
  return [...pairs.values()]
    .filter(({ from, to }) => JSON.stringify(from) !== JSON.stringify(to))
    .map(({ keys, from, to }) => ({ ...keys, from, to, difference: less(to, from) }));
}

function less(to: PrintedAmount, from: PrintedAmount): PrintedAmount {
  const minus = (a: string, b: string) => formatDecimal(parseDecimal(a) - parseDecimal(b));
  return {
    low: minus(to.low, from.low),
    stated: minus(to.stated, from.stated),
    high: to.high === null || from.high === null ? null : minus(to.high, from.high),
    unstated: to.unstated - from.unstated,
  };
}
