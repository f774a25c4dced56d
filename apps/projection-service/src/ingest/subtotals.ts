import type pg from 'pg';
import { AMOUNT_COLUMNS, partsOf, SUBTOTAL_KEYS, type Summed, summedUpTo } from '../schema/stretches.ts';

/** How many positions are summed up at a time, and after how many all of them from the beginning are. */
export interface Lengths {
  readonly stretch: number;
  /** A multiple of it. */
  readonly whole: number;
}
/** Half of either would make sums read less of what is above the whole ones, and take as much again to be written. */
export const LENGTHS: Lengths = { stretch: 4_096, whole: 65_536 };

const SUMS = AMOUNT_COLUMNS.map((column) => `sum(p.${column})`).join(', ');
const NOT_ZERO = AMOUNT_COLUMNS.map((column) => `sum(p.${column}) <> 0`).join(' or ');

/** Adds the stretches that a book has come to the end of, in the transaction in which it does. */
export async function writeSubtotals(
  client: pg.ClientBase,
  schema: string,
  { book, from, to }: { readonly book: string; readonly from: number; readonly to: number },
  { stretch, whole }: Lengths,
): Promise<void> {
  // In the order in which they are looked up: rows that are read together lie together.
  const insert = (source: string, since: number, upto: number) =>
    client.query(
      `with ended as (insert into ${schema}.stretch values ($1, $2, $3))
       insert into ${schema}.subtotal (book, since, upto, kind, unit, obligor, obligee, account, ${AMOUNT_COLUMNS.join(', ')})
       select $1, $2::bigint, $3::bigint, ${SUBTOTAL_KEYS}, ${SUMS} from ${source}
       group by ${SUBTOTAL_KEYS} having ${NOT_ZERO} order by ${SUBTOTAL_KEYS}`,
      [book, since, upto],
    );
  for (let upto = from - (from % stretch) + stretch; upto <= to; upto += stretch) {
    const since = upto - stretch;
    const recorded = `p.position > $2 and p.position <= $3 and p.reading = 'recorded'`;
    await insert(`${schema}.posting p where p.book = $1 and ${recorded}`, since, upto);
    if (upto % whole > 0 || since === 0) continue;
    const { rows } = await client.query<Summed>(summedUpTo(schema), [book, upto]);
    const parts = rows.flatMap(partsOf).map((part) => `(${part})`);
    await insert(`${schema}.subtotal p where p.book = $1 and (${parts.join(' or ')})`, 0, upto);
  }
}
