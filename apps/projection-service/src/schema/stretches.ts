/** What subtotals are kept by, of a row `p`. */
export const SUBTOTAL_KEYS = 'p.kind, p.unit, p.obligor, p.obligee, p.account';
export const AMOUNT_COLUMNS = ['low', 'stated', 'high', 'unstated', 'unbounded'];

/** How far the subtotals of a book go, at some position. */
export interface Summed {
  /** The end of the longest stretch that begins at 0; 0 where there is none. */
  readonly whole: number;
  /** The end of the last stretch: those above `whole` follow on each other. */
  readonly upto: number;
}

/** A query of the stretches of book $1 that end at position $2, or before. */
export function summedUpTo(schema: string): string {
  return `select coalesce(max(upto) filter (where since = 0), 0) as whole, coalesce(max(upto), 0) as upto
    from ${schema}.stretch where book = $1 and upto <= $2`;
}

/** The conditions on rows `p` of these subtotals: of the whole stretch, and of those that follow. */
export function partsOf({ whole, upto }: Summed): readonly string[] {
  return [`p.since = 0 and p.upto = ${whole}`, `p.since >= ${whole} and p.upto <= ${upto}`];
}
