import { type IQueryHandler, Query, QueryBus, QueryHandler } from '@nestjs/cqrs';
import { Heads } from '../ingest/heads.ts';
import { ActiveGeneration } from '../schema/active-generation.ts';
import { ReadDatabase } from '../schema/read-database.ts';
import type { Coordinates } from './coordinates.ts';
import { countParties } from './parties-at.ts';
import { type Place, Places } from './place.ts';
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
    const { book, schema, position } = place;
    const text = `select position as checkpoint, state from ${schema}.checkpoint where book = $1`;
    const [[at = NOTHING_YET], deals, parties] = await Promise.all([
      this.#database.query<Pick<BookRow, 'checkpoint' | 'state'>>(text, [book]),
      this.#register.count(place),
      countParties(this.#database, place),
    ]);
    const { checkpoint, state } = at;
    const head = this.#heads.of(book);
    return {
      book,
      name: head?.name ?? book,
      position: Math.max(head?.position ?? 0, checkpoint),
      checkpoint,
      lag: this.#heads.lag(book, checkpoint),
      events: position,
      deals,
      parties,
      state,
    };
  }
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
    const reached = await this.#reached();
    const books = [...new Set([...reached.keys(), ...this.#heads.all().map(({ book }) => book)])];
    return Promise.all(
      books
        .filter(isWanted)
        .sort()
        .map(async (book) => {
          const { checkpoint, state } = reached.get(book) ?? NOTHING_YET;
          const most = state === 'live' ? Math.max(this.#heads.of(book)?.position ?? 0, checkpoint) : checkpoint;
          const place = await this.#places.settle(book, upTo(most, coordinates));
          return this.#queries.execute(new BookQuery(place));
        }),
    );
  }

  async #reached(): Promise<ReadonlyMap<string, { readonly checkpoint: number; readonly state: string }>> {
    const text = `select book, position as checkpoint, state from ${this.#generation.schema}.checkpoint`;
    const rows = await this.#database.query<{ book: string; checkpoint: number; state: string }>(text);
    return new Map(rows.map(({ book, ...at }) => [book, at]));
  }
}

/** Asks for no position above `most`: the books that are asked together have not come equally far. */
function upTo(most: number, { knownAt, minPosition = 0, ...rest }: Coordinates): Coordinates {
  const known =
    knownAt?.by === 'position' ? { by: 'position' as const, position: Math.min(knownAt.position, most) } : knownAt;
  return { ...rest, knownAt: known, minPosition: Math.min(minPosition, most) };
}
