import { type IQueryHandler, Query, QueryBus, QueryHandler } from '@nestjs/cqrs';
import { lessPrinted, type PrintedAmount } from '@offtake/deals/amount';
import type { Filter, GroupKey } from '@offtake/exposure/sum';
import { DiffReasons, type Reason } from './diff-reasons.ts';
import { type ExposureRow, ExposuresQuery } from './exposures.query.ts';
import type { Place } from './place.ts';

export interface DiffRow {
  readonly from: PrintedAmount;
  readonly to: PrintedAmount;
  /** `high` is null where either is unbounded. */
  readonly difference: PrintedAmount;
  /** An open dispute touches one of the two. */
  readonly disputed?: true;
}
export interface Diff {
  /** Each row of either sum under its group keys, where the two differ. */
  readonly rows: readonly DiffRow[];
  /** The events that made the difference: what is new; what puts the record right; where sources came to disagree. */
  readonly facts: readonly Reason[];
  readonly corrections: readonly Reason[];
  readonly disputes: readonly Reason[];
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
  readonly #queries: QueryBus;
  readonly #reasons: DiffReasons;

  constructor(queries: QueryBus, reasons: DiffReasons) {
    this.#queries = queries;
    this.#reasons = reasons;
  }

  async execute({ from, to, groupBy, filter, consolidate }: DiffQuery): Promise<Diff> {
    const { obligor, obligee, party } = filter;
    const sides = [obligor, obligee, party, ...groupBy.filter((key) => key === 'obligor' || key === 'obligee')];
    const byParty = consolidate || sides.some((side) => side !== undefined);
    const [before, after, reasons] = await Promise.all([
      this.#queries.execute(new ExposuresQuery(from, groupBy, filter, consolidate)),
      this.#queries.execute(new ExposuresQuery(to, groupBy, filter, consolidate)),
      this.#reasons.between(from, to, filter, consolidate, byParty),
    ]);
    const sorts = Map.groupBy(reasons, sortOf);
    return {
      rows: differences(before, after, groupBy),
      facts: sorts.get('fact') ?? [],
      corrections: sorts.get('correction') ?? [],
      disputes: sorts.get('dispute') ?? [],
    };
  }
}

/** Four kinds of change that must never be mixed; that the contract changed is a fact like any other. */
function sortOf({ type }: Reason): 'fact' | 'correction' | 'dispute' {
  if (type === 'EventCorrected' || type === 'EventRetracted') return 'correction';
  return type === 'DisputeRaised' || type === 'DisputeResolved' ? 'dispute' : 'fact';
}

const NOTHING: PrintedAmount = { low: '0', stated: '0', high: '0', unstated: 0 };

function differences(
  before: readonly ExposureRow[],
  after: readonly ExposureRow[],
  groupBy: readonly GroupKey[],
): readonly DiffRow[] {
  const keysOf = (row: ExposureRow) => [...groupBy, 'kind' as const, 'unit' as const].map((key) => row[key] ?? null);
  const pairs = new Map<string, { keys: readonly (string | null)[]; from?: ExposureRow; to?: ExposureRow }>();
  for (const [side, rows] of [['from', before] as const, ['to', after] as const]) {
    for (const row of rows) {
      const keys = keysOf(row);
      pairs.set(JSON.stringify(keys), { keys, ...pairs.get(JSON.stringify(keys)), [side]: row });
    }
  }
  return [...pairs.values()]
    .sort((a, b) => compare(a.keys, b.keys))
    .flatMap(({ keys, ...sides }) => {
      const [from, to] = [amountOf(sides.from), amountOf(sides.to)];
      if (JSON.stringify(from) === JSON.stringify(to)) return [];
      const named = Object.fromEntries([...groupBy, 'kind', 'unit'].map((key, i) => [key, keys[i]]));
      const disputed = sides.from?.disputed || sides.to?.disputed ? { disputed: true as const } : {};
      return [{ ...named, from, to, difference: lessPrinted(to, from), ...disputed }];
    });
}

function amountOf(row: ExposureRow | undefined): PrintedAmount {
  if (!row) return NOTHING;
  const { low, stated, high, unstated } = row;
  return { low, stated, high, unstated };
}

/** As sums are sorted: key by key, nulls last. */
function compare(a: readonly (string | null)[], b: readonly (string | null)[]): number {
  const i = a.findIndex((key, at) => key !== b[at]);
  const [left, right] = [a[i] ?? null, b[i] ?? null];
  if (left === null || right === null) return left === right ? 0 : left === null ? 1 : -1;
  return left < right ? -1 : 1;
}
