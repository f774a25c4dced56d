import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { Heads } from '../ingest/heads.ts';
import { ActiveGeneration } from '../schema/active-generation.ts';
import { ReadDatabase } from '../schema/read-database.ts';

export interface BookRow {
  readonly book: string;
  readonly name: string;
  /** Of the newest event that is known of. */
  readonly position: number;
  /** Of the newest event in the read models. */
  readonly checkpoint: number;
  /** Null while the ledger does not answer. */
  readonly lag: number | null;
  readonly events: number;
  readonly deals: number;
  readonly parties: number;
  readonly state: 'live' | 'halted';
}

/** The books, by slug, or only one of them. */
export class BooksQuery extends Query<readonly BookRow[]> {
  readonly book: string | null;

  constructor(book: string | null = null) {
    super();
    this.book = book;
  }
}

interface Counted {
  readonly book: string;
  readonly checkpoint: number;
  readonly state: 'live' | 'halted';
  readonly deals: number;
  readonly parties: number;
}

@QueryHandler(BooksQuery)
export class BooksHandler implements IQueryHandler<BooksQuery> {
  readonly #database: ReadDatabase;
  readonly #generation: ActiveGeneration;
  readonly #heads: Heads;

  constructor(database: ReadDatabase, generation: ActiveGeneration, heads: Heads) {
    this.#database = database;
    this.#generation = generation;
    this.#heads = heads;
  }

  async execute({ book }: BooksQuery): Promise<readonly BookRow[]> {
    const counted = new Map((await this.#counted(book)).map((row) => [row.book, row]));
    const heads = this.#heads.all().filter((head) => book === null || head.book === book);
    const names = new Map(heads.map((head) => [head.book, head.name]));
    return [...new Set([...counted.keys(), ...names.keys()])].sort().map((slug) => {
      const { checkpoint, state, deals, parties } = counted.get(slug) ?? NOTHING_YET;
      const position = Math.max(this.#heads.of(slug)?.position ?? 0, checkpoint);
      const lag = this.#heads.lag(slug, checkpoint);
      return {
        book: slug,
        name: names.get(slug) ?? slug,
        position,
        checkpoint,
        lag,
        events: checkpoint,
        deals,
        parties,
        state,
      };
    });
  }

  #counted(book: string | null): Promise<Counted[]> {
    const { schema } = this.#generation;
    const text = `
      select c.book, c.position as checkpoint, c.state,
        (select count(*) from ${schema}.deal d where d.book = c.book and d.title is not null)::int as deals,
        (select count(distinct stream) from ${schema}.event e where e.book = c.book and e.stream like 'party/%')::int
          as parties
      from ${schema}.checkpoint c where $1::text is null or c.book = $1`;
    return this.#database.query<Counted>(text, [book]);
  }
}

const NOTHING_YET = { checkpoint: 0, state: 'live', deals: 0, parties: 0 } as const;
