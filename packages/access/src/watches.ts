import type { BookPools } from '@offtake/book-scope/book-pools';
import type pg from 'pg';
import { inTransaction } from './transaction.ts';

/** The most watches that a principal keeps in a book. */
export const MOST_WATCHES = 200;

/** What somebody watches, by its name. What the terms say is not read here. */
export interface Watch {
  readonly watch: string;
  readonly terms: object;
}

/** Whose watches, and in which book. */
export interface Watcher {
  readonly book: string;
  readonly principal: string;
}

/**
 * The watches of principals: each sees and changes their own. PostgreSQL, too, shows no row of another one, whatever a
 * statement asks for.
 */
export class Watches {
  readonly #pools: BookPools;

  constructor(pools: BookPools) {
    this.#pools = pools;
  }

  /** At most MOST_WATCHES, in the order in which they were made. */
  list(of: Watcher): Promise<readonly Watch[]> {
    return this.#asThemselves(of, async (client) => {
      const { rows } = await client.query<Watch>(
        'select watch, terms from access.watch where book = $1 and principal = $2 order by made_at, watch limit $3',
        [of.book, of.principal, MOST_WATCHES],
      );
      return rows;
    });
  }

  /** Keeps a watch, in place of the one of that name. */
  set(of: Watcher, { watch, terms }: Watch): Promise<'too many' | null> {
    return this.#asThemselves(of, async (client) => {
      const { rows } = await client.query<{ others: number }>(
        'select count(*)::int as others from access.watch where book = $1 and principal = $2 and watch <> $3',
        [of.book, of.principal, watch],
      );
      if ((rows[0]?.others ?? 0) >= MOST_WATCHES) return 'too many';
      await client.query(
        `insert into access.watch (book, principal, watch, terms) values ($1, $2, $3, $4)
         on conflict (book, principal, watch) do update set terms = excluded.terms`,
        [of.book, of.principal, watch, JSON.stringify(terms)],
      );
      return null;
    });
  }

  /** Ends a watch; one that is not there stays away. */
  async remove(of: Watcher, watch: string): Promise<void> {
    await this.#asThemselves(of, (client) =>
      client.query('delete from access.watch where book = $1 and principal = $2 and watch = $3', [
        of.book,
        of.principal,
        watch,
      ]),
    );
  }

  /** Names the principal for one transaction: the connection itself stays a book's, and of nobody in particular. */
  #asThemselves<T>({ book, principal }: Watcher, work: (client: pg.ClientBase) => Promise<T>): Promise<T> {
    return inTransaction(
      () => this.#pools.connect(book),
      `watches of ${principal} in ${book}`,
      async (client) => {
        await client.query(`select set_config('offtake.principal', $1, true)`, [principal]);
        return work(client);
      },
    );
  }
}
