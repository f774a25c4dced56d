import { type Amount, parseDecimal } from '@offtake/deals/amount';
import { FILTER_KEYS, type Filter, type GroupKey } from '@offtake/exposure/sum';
import type { Names } from './names.ts';
import type { Place } from './place.ts';

/** The SQL of "the postings that count at these coordinates", and of their group keys. */

/** The values of a statement, each by the placeholder that stands for it. */
export class Values {
  readonly list: unknown[] = [];

  add(value: unknown): string {
    this.list.push(value);
    return `$${this.list.length}`;
  }
}

/** The condition on the rows of posting `p`. */
export function countsAt(place: Place, filter: Filter, values: Values): string {
  const conditions = [`p.book = ${values.add(place.book)}`, `p.position <= ${values.add(place.position)}`];
  if (place.validAt) conditions.push(`p.valid_from <= ${values.add(place.validAt)}::date`);
  if (place.reading === 'recorded') conditions.push(`p.reading = 'recorded'`);
  return [...conditions, passes(filter, values)].join(' and ');
}

/** The condition on rows `p` that have the columns which the filter names. */
export function passes(filter: Filter, values: Values): string {
  const conditions = FILTER_KEYS.flatMap((key) => {
    const among = filter[key];
    if (!among) return [];
    const list = `any(${values.add(among)}::text[])`;
    return key === 'party' ? `(p.obligor = ${list} or p.obligee = ${list})` : `p.${key} = ${list}`;
  });
  return conditions.join(' and ') || 'true';
}

/** Compared byte by byte, as JavaScript compares. */
const BYTES = 'collate "C"';

/** What a sum can be grouped by. */
export const KEYS: Readonly<Record<GroupKey | 'kind' | 'unit', (parties: PartyColumns) => string>> = {
  obligor: ({ obligor }) => `${obligor} ${BYTES}`,
  obligee: ({ obligee }) => `${obligee} ${BYTES}`,
  account: () => `p.account ${BYTES}`,
  deal: () => `p.deal ${BYTES}`,
  leg: () => `p.leg ${BYTES}`,
  product: () => `p.product ${BYTES}`,
  'due-year': () => `to_char(p.due_to, 'YYYY') ${BYTES}`,
  'due-quarter': () => `to_char(p.due_to, 'YYYY"-Q"Q') ${BYTES}`,
  kind: () => `p.kind ${BYTES}`,
  unit: () => `p.unit ${BYTES}`,
};

/** Both parties of a posting as they read, in SQL. */
export interface PartyColumns {
  /** Belongs behind `posting p`. */
  readonly join: string;
  readonly obligor: string;
  readonly obligee: string;
  /** Leaves out what stays inside one party, where parties are consolidated. */
  readonly outside: string;
  /** Leaves out everything else. */
  readonly inside: string;
}

export function readAs(read: Names, values: Values): PartyColumns {
  const { renamed, consolidated } = read;
  if (renamed.size === 0)
    return { join: '', obligor: 'p.obligor', obligee: 'p.obligee', outside: 'true', inside: 'false' };
  const names = `unnest(${values.add([...renamed.keys()])}::text[], ${values.add([...renamed.values()])}::text[])`;
  const [obligor, obligee] = ['coalesce(debtor.name, p.obligor)', 'coalesce(creditor.name, p.obligee)'];
  return {
    join: `left join ${names} debtor (slug, name) on debtor.slug = p.obligor
      left join ${names} creditor (slug, name) on creditor.slug = p.obligee`,
    obligor,
    obligee,
    outside: consolidated ? `${obligor} <> ${obligee}` : 'true',
    // By name of the pairs, which an index finds.
    get inside() {
      const inside = read.pairsInside;
      const [obligors, obligees] = [inside.map(([first]) => first), inside.map(([, second]) => second)];
      const pairs = `unnest(${values.add(obligors)}::text[], ${values.add(obligees)}::text[])`;
      return `(p.obligor, p.obligee) in (select * from ${pairs})`;
    },
  };
}

/** Who is asked for stands for every party that reads as the same one. */
export function widened(filter: Filter, names: Names): Filter {
  const among = (parties: readonly string[] | undefined) =>
    parties && [...new Set(parties.flatMap((party) => names.members(party)))];
  const sides = { obligor: among(filter.obligor), obligee: among(filter.obligee), party: among(filter.party) };
  return { ...filter, ...Object.fromEntries(Object.entries(sides).filter(([, parties]) => parties)) };
}

export const SUMS = `
  sum(p.low)::text as low, sum(p.stated)::text as stated, sum(p.high)::text as high,
  sum(p.unstated)::int as unstated, sum(p.unbounded)::int as unbounded`;
/** The same as an answer prints it. */
export const PRINTED_SUMS = `
  trim_scale(sum(p.low))::text as low, trim_scale(sum(p.stated))::text as stated,
  case when sum(p.unbounded) <= 0 then trim_scale(sum(p.high))::text end as high, sum(p.unstated)::int as unstated`;
export const NOT_ZERO =
  'sum(p.low) <> 0 or sum(p.stated) <> 0 or sum(p.high) <> 0 or sum(p.unstated) <> 0 or sum(p.unbounded) <> 0';

/** A row's amounts, as they leave SQL. */
export interface AmountColumns {
  readonly low: string;
  readonly stated: string;
  readonly high: string;
  readonly unstated: number;
  readonly unbounded: number;
}

export function amountOf({ low, stated, high, unstated, unbounded }: AmountColumns): Amount {
  return { low: parseDecimal(low), stated: parseDecimal(stated), high: parseDecimal(high), unstated, unbounded };
}
