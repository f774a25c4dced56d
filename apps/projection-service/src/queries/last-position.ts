import type { ReadDatabase } from '../schema/read-database.ts';
import type { KnownAt } from './coordinates.ts';

type Moment = Exclude<KnownAt, { readonly by: 'position' }>;

/**
 * The last position that was public by a day, or recorded by an instant; 0 before the first event. Neither ever goes
 * back as positions go on, so it stands at the end of what an index finds.
 */
export async function lastPositionBy(
  database: ReadDatabase,
  { book, schema }: { readonly book: string; readonly schema: string },
  moment: Moment,
): Promise<number> {
  const [column, type, value] =
    moment.by === 'date' ? ['announced_max', 'date', moment.date] : ['recorded_at', 'timestamptz', moment.instant];
  const text = `
    select position from ${schema}.event where book = $1 and ${column} <= $2::${type}
    order by ${column} desc, position desc limit 1`;
  const [last] = await database.query<{ position: number }>(book, text, [book, value]);
  return last?.position ?? 0;
}
