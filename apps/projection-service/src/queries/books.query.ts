import { type IQueryHandler, Query, QueryBus, QueryHandler } from '@nestjs/cqrs';
import { EVERY_BOOK } from '@offtake/book-scope/book-pools';
import { Problem } from '@offtake/http-edge/problem';
import { Heads } from '../ingest/heads.ts';
import { ActiveGeneration } from '../schema/active-generation.ts';
import { ReadDatabase } from '../schema/read-database.ts';
import type { Coordinates } from './coordinates.ts';
import { countParties } from './parties-at.ts';
import { type Place, Places } from './place.ts';
import { NAMING } from './recorded-events.ts';
import { Register } from './register.ts';

export interface BookRow {
  readonly book: string;
  readonly name: string;
  /** Of the newest event that is known of. */
  readonly position: number;
  /** Of the newest event in the read models. */
  readonly checkpoint: number;
  /** Null while the ledger does not answer. */
  readonly lag: number | null;
  /** How many events there are at the coordinates; deals and parties likewise. */
  readonly events: number;
  readonly deals: number;
  readonly parties: number;
  readonly state: 'live' | 'halted';
}

/** One book, with what it has at a place. */
export class BookQuery extends Query<BookRow> {
  readonly place: Place;

  constructor(place: Place) {
    super();
    this.place = place;
  }
}

/** The books that are wanted, by slug, each at the coordinates, as far as it has come. */
export class BooksQuery extends Query<readonly BookRow[]> {
  readonly coordinates: Coordinates;
  readonly isWanted: (book: string) => boolean;

  constructor(coordinates: Coordinates, isWanted: (book: string) => boolean) {
    super();
    this.coordinates = coordinates;
    this.isWanted = isWanted;
  }
}

@QueryHandler(BookQuery)
export class BookHandler implements IQueryHandler<BookQuery> {
  readonly #database: ReadDatabase;
  readonly #heads: Heads;
  readonly #register: Register;

  constructor(database: ReadDatabase, heads: Heads, register: Register) {
    this.#database = database;
    this.#heads = heads;
    this.#register = register;
  }

  async execute({ place }: BookQuery): Promise<BookRow> {
    const { book, schema } = place;
    const text = `select position as checkpoint, state from ${schema}.checkpoint where book = $1`;
    const [[reached = NOTHING_YET], deals, parties] = await Promise.all([
      this.#database.query<Reached>(book, text, [book]),
      this.#register.count(place),
      countParties(this.#database, place),
    ]);
    return rowOf(this.#heads, book, reached, { events: place.position, deals, parties });
  }
}

interface Reached {
  readonly checkpoint: number;
  readonly state: BookRow['state'];
}
const NOTHING_YET = { checkpoint: 0, state: 'live' } as const;

@QueryHandler(BooksQuery)
export class BooksHandler implements IQueryHandler<BooksQuery> {
  readonly #database: ReadDatabase;
  readonly #generation: ActiveGeneration;
  readonly #heads: Heads;
  readonly #places: Places;
  readonly #queries: QueryBus;

  constructor(database: ReadDatabase, generation: ActiveGeneration, heads: Heads, places: Places, queries: QueryBus) {
    this.#database = database;
    this.#generation = generation;
    this.#heads = heads;
    this.#places = places;
    this.#queries = queries;
  }

  async execute({ coordinates, isWanted }: BooksQuery): Promise<readonly BookRow[]> {
    const { knownAt, validAt, minPosition } = coordinates;
    const present = new Map((await this.#present()).map((row) => [row.book, row]));
    const known = [...present.keys(), ...this.#heads.all().map(({ book }) => book)];
    const books = [...new Set(known)].filter(isWanted).sort();
    const isElsewhere = knownAt !== undefined || validAt !== undefined || minPosition !== undefined;
    const rows: BookRow[] = [];
    for (const book of books) {
      const row = present.get(book) ?? { book, ...NOTHING_YET, deals: 0, parties: 0, isDoubtful: false };
      if (isElsewhere || row.isDoubtful)
        rows.push(await this.#queries.execute(new BookQuery(await this.#placeOf(row, coordinates))));
      else rows.push(rowOf(this.#heads, book, row, { ...row, events: row.checkpoint }));
    }
    return rows;
  }

  /** A book that has not come as far as is asked for, because it is halted, is shown as far as it has come. */
  async #placeOf({ book, checkpoint, state }: Present, coordinates: Coordinates): Promise<Place> {
    const isHalted = state === 'halted';
    const most = isHalted ? checkpoint : Math.max(this.#heads.of(book)?.position ?? 0, checkpoint);
    try {
      return await this.#places.settle(book, upTo(most, coordinates));
    } catch (error) {
      if (!isHalted || !(error instanceof Problem) || error.slug !== 'unavailable') throw error;
      return this.#places.settle(book, {
        ...coordinates,
        minPosition: 0,
        knownAt: { by: 'position', position: checkpoint },
      });
    }
  }

  /** What all books have now, in one statement; where a party may have been taken back, that is still to be looked at. */
  #present(): Promise<Present[]> {
    const { schema } = this.#generation;
    const text = `
      select c.book, c.position as checkpoint, c.state, p.parties, p."isDoubtful",
        (select count(*) from ${schema}.deal d where d.book = c.book and d.title is not null)::int as deals
      from ${schema}.checkpoint c cross join lateral (
        select count(*) filter (where registered)::int as parties,
          coalesce(bool_or(registered and retracted), false) as "isDoubtful"
        from (
          select bool_or(e.type = 'PartyRegistered') as registered, bool_or(e.type = 'EventRetracted') as retracted
          from ${schema}.event e where e.book = c.book and ${NAMING} group by e.stream
        ) streams
      ) p`;
    return this.#database.query<Present>(EVERY_BOOK, text);
  }
}

interface Present extends Reached {
  readonly book: string;
  readonly deals: number;
  readonly parties: number;
  readonly isDoubtful: boolean;
}

function rowOf(
  heads: Heads,
  book: string,
  { checkpoint, state }: Reached,
  { events, deals, parties }: Pick<BookRow, 'events' | 'deals' | 'parties'>,
): BookRow {
  const head = heads.of(book);
  const position = Math.max(head?.position ?? 0, checkpoint);
  const name = head?.name ?? book;
  return { book, name, position, checkpoint, lag: heads.lag(book, checkpoint), events, deals, parties, state };
}

/** Asks for no position above `most`: the books that are asked together have not come equally far. */
function upTo(most: number, { knownAt, minPosition = 0, ...rest }: Coordinates): Coordinates {
  const known =
    knownAt?.by === 'position' ? { by: 'position' as const, position: Math.min(knownAt.position, most) } : knownAt;
  return { ...rest, knownAt: known, minPosition: Math.min(minPosition, most) };
}
