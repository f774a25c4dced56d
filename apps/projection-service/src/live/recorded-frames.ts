import { parseStream } from '@offtake/deals/recorded-event';
import { presentEvent, type StoredEvent } from '@offtake/deals/stored-event';
import { eventsAfter, printEvent } from '../queries/recorded-events.ts';
import type { ReadDatabase } from '../schema/read-database.ts';
import { frameOf } from './server-sent.ts';

/** A recorded event, serialised once for every client of its book. */
export interface RecordedFrame {
  readonly position: number;
  readonly bytes: Buffer;
}

/** The next events of a book that are in the read models, at most `limit`, with the keys of what they changed. */
export async function framesAfter(
  database: ReadDatabase,
  schema: string,
  book: string,
  after: number,
  limit: number,
): Promise<readonly RecordedFrame[]> {
  const place = { book, schema, position: Number.MAX_SAFE_INTEGER, validAt: null };
  const events = await eventsAfter(database, place, after, limit);
  const last = events.at(-1)?.position;
  if (last === undefined) return [];
  const parties = await partiesPosted(database, schema, book, after, last);
  return events.map((event) => {
    const changed = changedBy(event, parties.get(event.position) ?? []);
    return {
      position: event.position,
      bytes: frameOf('recorded', { event: printEvent(event), changed }, event.position),
    };
  });
}

/** Who owes or is owed something that an event has posted, by its position. */
async function partiesPosted(
  database: ReadDatabase,
  schema: string,
  book: string,
  after: number,
  upTo: number,
): Promise<ReadonlyMap<number, readonly string[]>> {
  const text = `
    select p.position, array_agg(distinct side.party order by side.party) as parties
    from ${schema}.posting p cross join lateral (values (p.obligor), (p.obligee)) side (party)
    where p.book = $1 and p.position > $2 and p.position <= $3 group by 1`;
  const rows = await database.query<{ position: number; parties: string[] }>(text, [book, after, upTo]);
  return new Map(rows.map(({ position, parties }) => [position, parties]));
}

function changedBy(event: StoredEvent, posted: readonly string[]) {
  const { stream, data } = presentEvent(event, () => null);
  const { kind, slug } = parseStream(stream);
  if (kind === 'deal') return { deals: [slug], parties: posted };
  const named = 'parties' in data && Array.isArray(data.parties) ? (data.parties as string[]) : [];
  return { deals: [], parties: [...new Set([slug, ...named])] };
}
