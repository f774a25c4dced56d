import { findBook } from './book.ts';
import { chainHash, NO_HASH } from './chain.ts';
import type { Database } from './database.ts';
import type { RecordedEvent } from './event.ts';
import { pages } from './read.ts';

export type Verified =
  | { readonly intact: true; readonly position: number; readonly hash: string }
  /** `position` is the first that does not fit. */
  | { readonly intact: false; readonly position: number; readonly reason: string };

/** Walks the chain to the head that the book had at the start, or null where there is no such book. */
export async function verify(database: Database, name: string): Promise<Verified | null> {
  const book = await findBook(database, name);
  if (book === null) return null;
  let last: Pick<RecordedEvent, 'position' | 'hash' | 'recordedAt'> = { position: 0, hash: NO_HASH, recordedAt: '' };
  for await (const page of pages(database, name, { upTo: book.position })) {
    for (const event of page) {
      const reason = misfit(last, event);
      if (reason !== null) return { intact: false, position: last.position + 1, reason };
      last = event;
    }
  }
  if (last.position < book.position)
    return { intact: false, position: last.position + 1, reason: 'there is no such event' };
  if (last.hash !== book.hash)
    return { intact: false, position: last.position, reason: "its hash is not that of the book's head" };
  return { intact: true, position: last.position, hash: last.hash };
}

function misfit(last: Pick<RecordedEvent, 'position' | 'hash' | 'recordedAt'>, event: RecordedEvent): string | null {
  if (event.position !== last.position + 1) return 'there is no such event';
  if (event.recordedAt < last.recordedAt) return 'it was recorded before the event before it';
  if (event.hash !== chainHash(last.hash, event))
    return 'its hash does not follow from what it says and the hash before it';
  return null;
}
