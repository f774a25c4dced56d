import type { PartyNames } from '../queries/party-names.ts';
import { eventsAfter, printEvent } from '../queries/recorded-events.ts';
import type { ReadDatabase } from '../schema/read-database.ts';
import { changedKeys } from './changed-keys.ts';
import { frameOf } from './server-sent.ts';

/** A recorded event, serialised once for every client of its book. */
export interface RecordedFrame {
  readonly position: number;
  readonly bytes: Buffer;
}

/** The next events of a book that are in the read models, at most `limit`, with the keys of what they changed. */
export async function framesAfter(
  database: ReadDatabase,
  names: PartyNames,
  schema: string,
  book: string,
  after: number,
  limit: number,
): Promise<readonly RecordedFrame[]> {
  const place = { book, schema, position: Number.MAX_SAFE_INTEGER, validAt: null };
  const events = await eventsAfter(database, place, after, limit);
  const changed = await changedKeys(database, names, schema, events);
  return events.map((event) => {
    const data = { event: printEvent(event), changed: changed.get(event.position) };
    return { position: event.position, bytes: frameOf('recorded', data, event.position) };
  });
}
