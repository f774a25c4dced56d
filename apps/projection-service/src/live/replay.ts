import { setTimeout as pause } from 'node:timers/promises';
import type { StoredEvent } from '@offtake/deals/stored-event';
import type { Posting } from '@offtake/exposure/posting';
import type { Place } from '../queries/place.ts';
import { inBook, postingsWhere } from '../queries/posting-rows.ts';
import { countsAt, Values } from '../queries/postings-at.ts';
import { eventsAfter, printEvent } from '../queries/recorded-events.ts';
import type { ReadDatabase } from '../schema/read-database.ts';
import { frameOf, HEARTBEAT, HEARTBEAT_MS, type ServerSent } from './server-sent.ts';

const PAGE = 200;

/**
 * Sends the events of a book again, in order, from `from` to the place, each with the postings that it made there.
 * @param speed events per second; 0: as fast as they are taken
 */
export async function replay(
  database: ReadDatabase,
  place: Place,
  from: number,
  speed: number,
  connection: ServerSent,
): Promise<void> {
  const began = Date.now();
  let sent = 0;
  for (let after = from - 1; after < place.position && !connection.closed; ) {
    const events = await eventsAfter(database, place, after, PAGE);
    const postings = await postingsOf(database, place, events);
    for (const event of events) {
      if (speed > 0) await waitUntil(began + (sent * 1000) / speed, connection);
      if (connection.closed) return;
      const data = {
        event: printEvent(event),
        postings: (postings.get(event.position) ?? []).map((posting) => inBook(place.book, posting)),
      };
      if (!connection.send(frameOf('replayed', data, event.position))) await connection.ready();
      sent += 1;
    }
    if (events.length < PAGE) break;
    after = events.at(-1)?.position ?? place.position;
  }
  connection.send(frameOf('done', { position: place.position, events: sent }));
  connection.end();
}

async function waitUntil(time: number, connection: ServerSent): Promise<void> {
  for (let left = time - Date.now(); left > 0 && !connection.closed; left = time - Date.now()) {
    await pause(Math.min(left, HEARTBEAT_MS));
    if (left > HEARTBEAT_MS) connection.send(HEARTBEAT);
  }
}

async function postingsOf(
  database: ReadDatabase,
  place: Place,
  events: readonly StoredEvent[],
): Promise<ReadonlyMap<number, readonly Posting[]>> {
  const values = new Values();
  const positions = values.add(events.map(({ position }) => position));
  const condition = `${countsAt(place, {}, values)} and p.position = any(${positions}::bigint[])`;
  return Map.groupBy(await postingsWhere(database, place, condition, values), ({ position }) => position);
}
