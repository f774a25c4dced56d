import type { Filter, GroupKey } from '@offtake/exposure/sum';
import type { ReadDatabase } from '../schema/read-database.ts';
import { AMOUNT_COLUMNS, partsOf, SUBTOTAL_KEYS, type Summed, summedUpTo } from '../schema/stretches.ts';
import { lastPositionBy } from './last-position.ts';
import type { Place } from './place.ts';
import type { Values } from './postings-at.ts';

const KEYS: ReadonlySet<string> = new Set(['obligor', 'obligee', 'party', 'account', 'kind', 'unit']);

/** Whether subtotals have what a sum asks for. */
export function haveSubtotals({ reading }: Place, groupBy: readonly GroupKey[], filter: Filter): boolean {
  return reading === 'recorded' && [...groupBy, ...Object.keys(filter)].every((key) => KEYS.has(key));
}

const added = AMOUNT_COLUMNS.map((column) => `p.${column}`).join(', ');
const taken = AMOUNT_COLUMNS.map((column) => `-p.${column} as ${column}`).join(', ');

/**
 * Rows that add up to what the postings which count at a place add up to, in SQL. The news up to validAt are summed up
 * whatever they take effect on; from that is taken what takes effect later, and to it is added what was learned later and
 * took effect before. Both are out of order, and few where news come in the order in which they take effect.
 */
export async function subtotalsAt(database: ReadDatabase, place: Place, values: Values): Promise<string> {
  const { book, schema, position, validAt } = place;
  const news = validAt
    ? Math.min(position, await lastPositionBy(database, place, { by: 'date', date: validAt }))
    : position;
  const [summed = NOTHING] = await database.query<Summed & object>(book, summedUpTo(schema), [book, news]);
  const ofBook = `p.book = ${values.add(book)}`;
  const [upto, last] = [values.add(summed.upto), values.add(news)];
  const postings = `from ${schema}.posting p where ${ofBook} and p.reading = 'recorded'`;
  const rows = [
    ...partsOf(summed).map(
      (part) => `select ${SUBTOTAL_KEYS}, ${added} from ${schema}.subtotal p where ${ofBook} and ${part}`,
    ),
    `select ${SUBTOTAL_KEYS}, ${added} ${postings} and p.position > ${upto} and p.position <= ${last}`,
  ];
  if (validAt) {
    const day = `${values.add(validAt)}::date`;
    const outOfOrder = `${postings} and p.valid_from <> p.announced_max`;
    rows.push(
      `select ${SUBTOTAL_KEYS}, ${taken} ${outOfOrder} and p.position <= ${last} and p.valid_from > ${day}`,
      `select ${SUBTOTAL_KEYS}, ${added} ${outOfOrder} and p.position > ${last} and p.position <= ${values.add(position)}
       and p.valid_from <= ${day}`,
    );
  }
  return `(${rows.join(' union all ')}) p`;
}

const NOTHING: Summed = { whole: 0, upto: 0 };
