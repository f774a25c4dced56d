import { type StoredRow, storedEvent } from '@offtake/deals/stored-event';
import type { Names } from '../queries/names.ts';
import { PartyNames } from '../queries/party-names.ts';
import { COLUMNS, printEvent } from '../queries/recorded-events.ts';
import type { ReadDatabase } from '../schema/read-database.ts';
import { changedKeys, mayRename, placesIn, type TouchingEvent, touchedBy } from './changed-keys.ts';
import { frameOf } from './server-sent.ts';

/** A recorded event, serialised once for every client of its book. */
export interface RecordedFrame {
  readonly position: number;
  readonly bytes: Buffer;
}

/** Reads the events of a book that are in the read models, page after page. */
export class RecordedFrames {
  readonly #book: string;
  readonly #database: ReadDatabase;
  readonly #names: PartyNames;
  /** As whom parties read after the last event that was read. */
  #latest: Names | null = null;

  constructor(book: string, database: ReadDatabase) {
    this.#book = book;
    this.#database = database;
    this.#names = new PartyNames(database);
  }

  /** The next events, at most `limit`, with the keys of what they changed. Each call goes on after the one before it. */
  async after(position: number, limit: number, schema: string): Promise<readonly RecordedFrame[]> {
    const page = await this.#read(position, limit, schema);
    const last = page.at(-1);
    if (!last) return [];
    if (page.some(({ event }) => mayRename(event))) this.#latest = null;
    this.#latest ??= await this.#names.at(placesIn(this.#book, schema)(last.event.position), false);
    const changed = await changedKeys(this.#database, this.#names, schema, page, this.#latest);
    return page.map(({ event }) => {
      const data = { event: printEvent(event), changed: changed.get(event.position) };
      return { position: event.position, bytes: frameOf('recorded', data, event.position) };
    });
  }

  /**
   * In one statement: between two, postings may come whose events the first has not seen, or the other way round. It is
   * planned each time: a plan that is kept from when there were few postings reads all of them for each event.
   */
  async #read(after: number, limit: number, schema: string): Promise<readonly TouchingEvent[]> {
    const text = `
      select ${COLUMNS}, ${touchedBy(schema, 'e')} as parties
      from ${schema}.event e where e.book = $1 and e.position > $2 order by e.position limit $3`;
    const values = [this.#book, after, limit];
    const rows = await this.#database.query<Row>(this.#book, text, values);
    return rows.map(({ parties, ...row }) => ({ event: storedEvent(row), parties }));
  }
}

type Row = StoredRow & { readonly parties: readonly string[] };
