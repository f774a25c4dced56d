import type pg from 'pg';
import { stretchesUpTo } from '../schema/stretches.ts';

/** How many positions are summed up at a time, and after how many all of them from the beginning are. */
export interface Lengths {
  readonly stretch: number;
  /** A multiple of it. */
  readonly whole: number;
}
/**
 * A sum reads `whole / stretch` stretches and `stretch` positions at most beside the longest one from the beginning: at
 * half as many positions for each, it would read as much, and be written twice as often.
 */
export const LENGTHS: Lengths = { stretch: 4_096, whole: 65_536 };

const GROUP = 'kind, unit, obligor, obligee, account';
const SUMS = `sum(low) as low, sum(stated) as stated, sum(high) as high,
  sum(unstated) as unstated, sum(unbounded) as unbounded`;
const NOT_ZERO = 'sum(low) <> 0 or sum(stated) <> 0 or sum(high) <> 0 or sum(unstated) <> 0 or sum(unbounded) <> 0';

/** Adds the stretches that a book has come to the end of, in the transaction in which it does. */
export async function writeSubtotals(
  client: pg.ClientBase,
  schema: string,
  { book, from, to }: { readonly book: string; readonly from: number; readonly to: number },
  { stretch, whole }: Lengths,
): Promise<void> {
  const insert = (source: string, values: readonly unknown[]) =>
    client.query(
      `with ended as (insert into ${schema}.stretch values ($1, $2, $3))
       insert into ${schema}.subtotal (book, since, upto, ${GROUP}, low, stated, high, unstated, unbounded)
       select $1, $2::bigint, $3::bigint, ${GROUP}, ${SUMS} from ${source} group by ${GROUP} having ${NOT_ZERO}`,
      [book, ...values],
    );
  for (let upto = from - (from % stretch) + stretch; upto <= to; upto += stretch) {
    const since = upto - stretch;
    const postings = `${schema}.posting where book = $1 and position > $2 and position <= $3 and reading = 'recorded'`;
    await insert(postings, [since, upto]);
    if (upto % whole > 0 || since === 0) continue;
    const parts = await stretchesUpTo((text, given) => client.query(text, [...given]).then(({ rows }) => rows), {
      schema,
      book,
      position: upto,
    });
    const summed = `${schema}.subtotal join unnest($4::bigint[], $5::bigint[]) part (since, upto) using (since, upto)
      where book = $1`;
    await insert(summed, [0, upto, parts.map((part) => part.since), parts.map((part) => part.upto)]);
  }
}
