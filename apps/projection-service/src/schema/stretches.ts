/** Positions whose postings are summed up: those above `since`, up to `upto`. */
export interface Stretch {
  readonly since: number;
  readonly upto: number;
}

type Ask = (text: string, values: readonly unknown[]) => Promise<readonly Stretch[]>;
interface UpTo {
  readonly schema: string;
  readonly book: string;
  readonly position: number;
}

/** The fewest stretches that follow on each other from the beginning of a book and end at a position, or before. */
export function stretchesUpTo(ask: Ask, { schema, book, position }: UpTo): Promise<readonly Stretch[]> {
  const text = `
    with longest as (select max(upto) as upto from ${schema}.stretch where book = $1 and since = 0 and upto <= $2)
    select s.since, s.upto from ${schema}.stretch s, longest
    where s.book = $1 and s.upto <= $2 and (s.since >= longest.upto or (s.since = 0 and s.upto = longest.upto))
    order by s.upto`;
  return ask(text, [book, position]);
}
