import { EVERY_BOOK } from '@offtake/book-scope/book-pools';
import { schemaOf } from '../schema/active-generation.ts';
import type { ReadDatabase } from '../schema/read-database.ts';
import type { Comparison } from './generation-comparison.ts';

/** The newest rebuild. Done and total count events. */
export interface RebuildProgress {
  readonly generation: number;
  readonly state: 'running' | 'done' | 'failed';
  readonly done: number;
  readonly total: number;
  /** Events per second since it began; null before there is anything to say. */
  readonly rate: number | null;
  /** Until it has caught up, at that rate; null where it is not running, or not known. */
  readonly secondsLeft: number | null;
  readonly startedAt: string;
  readonly endedAt?: string;
  readonly error?: string;
  /** Of old and new read models, before the new ones took their place. */
  readonly comparison?: Comparison;
}

/** @param total events that the live read models hold */
export async function readRebuild(database: ReadDatabase, total: number): Promise<RebuildProgress | null> {
  const [newest] = await database.query<RebuildRow>(
    EVERY_BOOK,
    `select generation, state, started_at, ended_at, error, books_compared, differing,
       extract(epoch from coalesce(ended_at, now()) - started_at)::float8 as seconds,
       to_regclass('exposure_' || generation || '.checkpoint') is not null as there
     from exposure.rebuild order by generation desc limit 1`,
  );
  if (!newest) return null;
  const { generation, state, started_at, ended_at, error, books_compared, differing, seconds, there } = newest;
  const done = state === 'done' ? total : there ? await doneOf(database, generation) : 0;
  const rate = state === 'running' && done > 0 && seconds > 0 ? done / seconds : null;
  return {
    generation,
    state,
    done,
    total,
    rate: rate === null ? null : Math.round(rate),
    secondsLeft: rate === null ? null : Math.ceil(Math.max(0, total - done) / rate),
    startedAt: started_at.toISOString(),
    ...(ended_at === null ? {} : { endedAt: ended_at.toISOString() }),
    ...(error === null ? {} : { error }),
    ...(books_compared === null ? {} : { comparison: { books: books_compared, differing: differing ?? [] } }),
  };
}

/** As far as somebody may know it: what differs, and what went wrong, names books that not everybody may read. */
export function visible(
  { error, comparison, ...progress }: RebuildProgress,
  { mayRead, mayReadAll }: { readonly mayRead: (book: string) => boolean; readonly mayReadAll: boolean },
): RebuildProgress {
  const said = mayReadAll ? error : 'It was given up; the platform operator sees why.';
  const differing = comparison?.differing.filter((at) => mayRead(at.slice(at.lastIndexOf(' ') + 1))) ?? [];
  return {
    ...progress,
    ...(error === undefined || said === undefined ? {} : { error: said }),
    ...(comparison === undefined ? {} : { comparison: { ...comparison, differing } }),
  };
}

/** A generation that is given up at this very moment has done nothing. */
async function doneOf(database: ReadDatabase, generation: number): Promise<number> {
  const text = `select coalesce(sum(position), 0)::bigint as done from ${schemaOf(generation)}.checkpoint`;
  const rows = await database.query<{ done: number }>(EVERY_BOOK, text).catch(() => []);
  return rows[0]?.done ?? 0;
}

interface RebuildRow {
  readonly generation: number;
  readonly state: RebuildProgress['state'];
  readonly started_at: Date;
  readonly ended_at: Date | null;
  readonly error: string | null;
  readonly books_compared: number | null;
  readonly differing: readonly string[] | null;
  readonly seconds: number;
  readonly there: boolean;
}
