import { type Amount, parseDecimal } from '@offtake/deals/amount';
import { FILTER_KEYS, type Filter, type GroupKey } from '@offtake/exposure/sum';
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
  for (const key of FILTER_KEYS) {
    const among = filter[key];
    if (!among) continue;
    const list = `any(${values.add(among)}::text[])`;
    conditions.push(key === 'party' ? `(p.obligor = ${list} or p.obligee = ${list})` : `p.${key} = ${list}`);
  }
  return conditions.join(' and ');
}

/** Compared byte by byte, as JavaScript compares. */
const BYTES = 'collate "C"';

const KEYS: Readonly<Record<GroupKey, string>> = {
  obligor: `p.obligor ${BYTES}`,
  obligee: `p.obligee ${BYTES}`,
  account: `p.account ${BYTES}`,
  deal: `p.deal ${BYTES}`,
  leg: `p.leg ${BYTES}`,
  product: `p.product ${BYTES}`,
  'due-year': `to_char(p.due_to, 'YYYY') ${BYTES}`,
  'due-quarter': `to_char(p.due_to, 'YYYY"-Q"Q') ${BYTES}`,
};

/** The statement that sums by group keys, kind and unit: rows that are wholly zero left out, sorted, nulls last. */
export function sumStatement(place: Place, groupBy: readonly GroupKey[], filter: Filter, values: Values): string {
  const keys = [
    ...groupBy.map((key) => `${KEYS[key]} as "${key}"`),
    `p.kind ${BYTES} as kind`,
    `p.unit ${BYTES} as unit`,
  ];
  const ordinals = keys.map((_, i) => i + 1).join(', ');
  return `
    select ${keys.join(', ')}, ${SUMS}
    from ${place.schema}.posting p
    where ${countsAt(place, filter, values)}
    group by ${ordinals}
    having ${NOT_ZERO}
    order by ${ordinals}`;
}

export const SUMS = `
  sum(p.low)::text as low, sum(p.stated)::text as stated, sum(p.high)::text as high,
  sum(p.unstated)::int as unstated, sum(p.unbounded)::int as unbounded`;
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
