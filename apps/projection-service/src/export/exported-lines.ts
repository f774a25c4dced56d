import type { Place } from '../queries/place.ts';
import type { ActiveGeneration } from '../schema/active-generation.ts';
import type { ReadDatabase } from '../schema/read-database.ts';

/** The form of the lines. Whoever changes it counts up, and teaches the restore to read both. */
const FORM = 1;
const NO_HASH = '0'.repeat(64);
/** Events in one transaction, and bytes of their bodies; one event comes, however large. */
const PAGE = 1_000;
const PAGE_BYTES = 1024 * 1024;

/**
 * A book up to a place, as NDJSON, a page at a time, each read in a transaction of its own:
 * - `{export: "book", form, book, name, position, hash}`: what it is, how many events follow, the hash of the last;
 * - `{position, stream, version, event, type, recordedAt, body, hash}` for each event, in order; `body` is the RFC 8785
 *   text that was hashed, as it stands, so it reads as JSON and its canonical form is the text again;
 * - `{complete: true, position, hash}`: without it, the file was cut off.
 * @throws Error where the events do not come to the place: the last line is missing then
 */
export async function* exportedLines(
  database: ReadDatabase,
  active: ActiveGeneration,
  { book, position }: Pick<Place, 'book' | 'position'>,
  name: string,
): AsyncGenerator<string, void, void> {
  const hash = await hashAt(database, active, book, position);
  yield `${JSON.stringify({ export: 'book', form: FORM, book, name, position, hash })}\n`;
  for (let after = 0; after < position; ) {
    const page = await read(database, active, { book, after, position });
    const last = page.at(-1);
    if (last === undefined) throw new Error(`event ${after + 1} of ${book} is not in the read models`);
    yield page.map(printLine).join('');
    after = last.position;
  }
  yield `${JSON.stringify({ complete: true, position, hash })}\n`;
}

interface Row {
  readonly position: number;
  readonly stream: string;
  readonly version: number;
  readonly event: string;
  readonly type: string;
  readonly recordedAt: string;
  readonly body: string;
  readonly hash: string;
}

/** The generation that is active now: the one of the page before may have been replaced, and has the same events. */
function read(
  database: ReadDatabase,
  active: ActiveGeneration,
  { book, after, position }: { readonly book: string; readonly after: number; readonly position: number },
): Promise<readonly Row[]> {
  const text = `
    select position, stream, version, id as event, type, recorded_text as "recordedAt", body, hash
    from (
      select *, sum(octet_length(body)) over (order by position) - octet_length(body) as before
      from (
        select position, stream, version, id, type, recorded_text, body, encode(hash, 'hex') as hash
        from ${active.schema}.event where book = $1 and position > $2 and position <= $3 order by position limit $4
      ) page
    ) page
    where before = 0 or before + octet_length(body) <= $5 order by position`;
  return database.query<Row & object>(book, text, [book, after, position, PAGE, PAGE_BYTES]);
}

function printLine({ body, hash, ...place }: Row): string {
  return `${JSON.stringify(place).slice(0, -1)},"body":${body},"hash":"${hash}"}\n`;
}

async function hashAt(database: ReadDatabase, active: ActiveGeneration, book: string, at: number): Promise<string> {
  if (at === 0) return NO_HASH;
  const [event] = await read(database, active, { book, after: at - 1, position: at });
  if (event === undefined) throw new Error(`event ${at} of ${book} is not in the read models`);
  return event.hash;
}
