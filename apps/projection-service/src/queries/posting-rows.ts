import { type Posting, type PrintedPosting, printPosting } from '@offtake/exposure/posting';
import type { ReadDatabase } from '../schema/read-database.ts';
import type { Place } from './place.ts';
import { type AmountColumns, amountOf, type Values } from './postings-at.ts';

type PostingRow = Omit<Posting, 'low' | 'stated' | 'high' | 'due' | 'product'> &
  AmountColumns & {
    readonly product: string | null;
    readonly dueFrom: string | null;
    readonly dueTo: string | null;
  };

const COLUMNS = `
  p.position, p.recorded_by as "recordedBy", p.event, p.reading, p.deal, p.leg, p.obligor, p.obligee, p.kind, p.unit,
  p.product, p.account, p.valid_from as "validFrom", p.due_from as "dueFrom", p.due_to as "dueTo",
  p.low, p.stated, p.high, p.unstated, p.unbounded`;

/** A posting as the API prints it. */
export type BookPosting = PrintedPosting & { readonly book: string };

export function inBook(book: string, posting: Posting): BookPosting {
  return { book, ...printPosting(posting) };
}

/** The rows of posting `p` that fit a condition, in the order in which the book learned of them. */
export async function postingsWhere(
  database: ReadDatabase,
  { book, schema }: Pick<Place, 'book' | 'schema'>,
  condition: string,
  values: Values,
  limit = '',
  join = '',
): Promise<readonly Posting[]> {
  const text = `
    select ${COLUMNS} from ${schema}.posting p ${join} where ${condition} order by p.position, p.n ${limit}`;
  return (await database.query<PostingRow & object>(book, text, values.list)).map(parseRow);
}

function parseRow({ product, dueFrom, dueTo, ...row }: PostingRow): Posting {
  const due = dueTo ? { due: { from: dueFrom, to: dueTo } } : {};
  return { ...row, ...(product ? { product } : {}), ...due, ...amountOf(row) };
}
