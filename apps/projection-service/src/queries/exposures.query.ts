import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { type Amount, add, isZero, printAmount, ZERO } from '@offtake/deals/amount';
import type { Filter, GroupKey, Row } from '@offtake/exposure/sum';
import { ReadDatabase } from '../schema/read-database.ts';
import { Groups, GroupsAt } from './groups-at.ts';
import type { Place } from './place.ts';
import { type AmountColumns, amountOf, sumStatement, Values } from './postings-at.ts';

/** Exposure: the sum of the postings that count at a place, by group keys. */
export class ExposuresQuery extends Query<readonly Row[]> {
  readonly place: Place;
  readonly groupBy: readonly GroupKey[];
  readonly filter: Filter;
  readonly consolidate: boolean;

  constructor(place: Place, groupBy: readonly GroupKey[], filter: Filter, consolidate = false) {
    super();
    this.place = place;
    this.groupBy = groupBy;
    this.filter = filter;
    this.consolidate = consolidate;
  }
}

type Keys = { readonly [K in GroupKey]?: string | null } & { readonly kind: string; readonly unit: string };
/** A sum before it is printed. */
export interface Sum {
  readonly keys: Keys;
  readonly amount: Amount;
}

@QueryHandler(ExposuresQuery)
export class ExposuresHandler implements IQueryHandler<ExposuresQuery> {
  readonly #database: ReadDatabase;
  readonly #groups: GroupsAt;

  constructor(database: ReadDatabase, groups: GroupsAt) {
    this.#database = database;
    this.#groups = groups;
  }

  async execute({ place, groupBy, filter, consolidate }: ExposuresQuery): Promise<readonly Row[]> {
    const sums = consolidate
      ? consolidated(await this.#consolidatedSums(place, groupBy, filter), groupBy)
      : await this.#sums(place, groupBy, filter);
    return sums.map(({ keys, amount }) => ({ ...keys, ...printAmount(amount) }));
  }

  async #sums(place: Place, groupBy: readonly GroupKey[], filter: Filter): Promise<readonly Sum[]> {
    const values = new Values();
    const text = sumStatement(place, groupBy, filter, values);
    return (await this.#database.query<Keys & AmountColumns>(text, values.list)).map((row) => {
      const { low, stated, high, unstated, unbounded, ...keys } = row;
      return { keys: keys as Keys, amount: amountOf({ low, stated, high, unstated, unbounded }) };
    });
  }

  /** Sums by both parties, each read as its topmost parent, without what stays inside one group. */
  async #consolidatedSums(place: Place, groupBy: readonly GroupKey[], filter: Filter): Promise<readonly Sum[]> {
    const groups = await this.#groups.at(place);
    const byParties: readonly GroupKey[] = [...new Set<GroupKey>(['obligor', 'obligee', ...groupBy])];
    const sums = await this.#sums(place, byParties, widened(filter, groups));
    return sums
      .map(({ keys, amount }) => {
        const obligor = groups.topOf(keys.obligor ?? '');
        return { keys: { ...keys, obligor, obligee: groups.topOf(keys.obligee ?? '') }, amount };
      })
      .filter(({ keys }) => keys.obligor !== keys.obligee);
  }
}

/** Who is asked for stands for the whole group. */
export function widened(filter: Filter, groups: Groups): Filter {
  const among = (parties: readonly string[] | undefined) => parties?.flatMap((party) => groups.membersWith(party));
  const sides = { obligor: among(filter.obligor), obligee: among(filter.obligee), party: among(filter.party) };
  return { ...filter, ...Object.fromEntries(Object.entries(sides).filter(([, parties]) => parties)) };
}

/** Sums again by the keys that were asked for. */
function consolidated(sums: readonly Sum[], groupBy: readonly GroupKey[]): readonly Sum[] {
  const rows = new Map<string, Sum>();
  for (const { keys, amount } of sums) {
    const asked = [...groupBy, 'kind', 'unit'].map((key) => [key, keys[key as GroupKey] ?? null] as const);
    const id = JSON.stringify(asked.map(([, value]) => (value === null ? [1] : [0, value])));
    const before = rows.get(id)?.amount ?? ZERO;
    rows.set(id, { keys: Object.fromEntries(asked) as Keys, amount: add(before, amount) });
  }
  return [...rows]
    .filter(([, { amount }]) => !isZero(amount))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, row]) => row);
}
