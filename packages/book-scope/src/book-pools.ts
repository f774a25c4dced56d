import pg from 'pg';

/** For whom a statement is: for a book or some, and then it sees no row of any other; or for every book. */
export type Scope = string | readonly string[] | typeof EVERY_BOOK;
/** For what serves no book in particular: the relay, the projectors, the list of books. */
export const EVERY_BOOK = Symbol('every book');

/**
 * Connections to a database in which books are kept apart (docs/decisions/0012). Nobody gets one without saying for
 * whom; and for some books PostgreSQL shows no row of any other, whatever the statement asks for.
 */
export class BookPools {
  /** As the role of the service itself, which no policy narrows. */
  readonly everyBook: pg.Pool;
  readonly #narrowed: pg.Pool;
  readonly #role: BookRole;
  /** What a connection was narrowed to last, which it keeps: to be narrowed to the same again costs nothing. */
  readonly #books = new WeakMap<pg.PoolClient, string>();

  constructor(role: BookRole, narrowed: pg.PoolConfig, everyBook: pg.PoolConfig) {
    this.#role = role;
    this.#narrowed = survivingPool(narrowed);
    this.everyBook = survivingPool(everyBook);
  }

  /**
   * A connection, to be released.
   * @throws what PostgreSQL says; then there is no connection
   */
  async connect(scope: Scope): Promise<pg.PoolClient> {
    if (scope === EVERY_BOOK) return this.everyBook.connect();
    const named = typeof scope === 'string' ? scope : scope.join();
    const client = await this.#narrowed.connect();
    if (this.#books.get(client) === named) return client;
    try {
      // Awaited: a statement that follows must not run where this has failed.
      await client.query(NARROW, [this.#role, named]);
      this.#books.set(client, named);
      return client;
    } catch (error) {
      client.release(true);
      throw error;
    }
  }

  /** One statement, in a transaction of its own. */
  async query<R extends pg.QueryResultRow>(scope: Scope, text: string, values: readonly unknown[]): Promise<R[]> {
    const client = await this.connect(scope);
    try {
      const { rows } = await client.query<R>(text, values as unknown[]);
      client.release();
      return rows;
    } catch (error) {
      // The server has answered, or the connection is in a state that nobody knows.
      client.release(!(error instanceof pg.DatabaseError));
      throw error;
    }
  }

  async end(): Promise<void> {
    await Promise.all([this.#narrowed.end(), this.everyBook.end()]);
  }
}

/** The role of a service while it serves some books; the migrations make it, and say what it may do. */
export type BookRole = 'offtake_command_book' | 'offtake_projection_book';

/** Takes the role and names the books, for a connection that is not a pool's: from then on it sees them alone. */
export const NARROW = `select set_config('role', $1, false), set_config('offtake.book', $2, false)`;

/**
 * A pool that outlives its connections. A connection that breaks outside of a query leaves the pool by itself; without a listener it would end the process,
 * whether it is idle or just taken from the pool.
 */
export function survivingPool(config: pg.PoolConfig): pg.Pool {
  const pool = new pg.Pool(config);
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}
