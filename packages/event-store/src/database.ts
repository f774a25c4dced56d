import { readFileSync } from 'node:fs';
import path from 'node:path';
import { BookPools, type BookRole, NARROW, type Scope } from '@offtake/book-scope/book-pools';
import pg from 'pg';
import { StoreUnavailable } from './failure.ts';

export interface DatabaseOptions {
  /** Connections at most for what serves one book. Default 10. */
  readonly connections?: number;
  readonly applicationName?: string;
}

const CONNECTIONS = 10;
/** For what serves no book in particular: the relay, the list of books, the keys to forget. */
const CONNECTIONS_FOR_EVERY_BOOK = 3;
/** What the service is while it serves one book. */
const ROLE: BookRole = 'offtake_command_book';
/** For a connection: from the pool where one is free, else for one to become free or to be made. */
const CONNECT_WITHIN_MS = 3_000;
/** The server gives up first. A server that is stopped or cut off says nothing: then the client does. */
const LOCK_WITHIN_MS = 4_000;
const STATEMENT_WITHIN_MS = 5_000;
const ANSWER_WITHIN_MS = 6_000;

export interface Statement {
  readonly text: string;
  /** Under its name a statement is parsed once for each connection; without one it is planned for its values. */
  readonly name?: string;
}

/** @param file its name in the folder sql/, which is beside src/ and dist/ */
export function statement(file: string, name?: string): Statement {
  const text = readFileSync(path.join(import.meta.dirname, '..', 'sql', file), 'utf8');
  return name === undefined ? { text } : { text, name };
}

export type Row = Readonly<Record<string, unknown>>;

/** Bounded pools of connections. Each query is a transaction of its own. */
export class Database {
  readonly #url: string;
  readonly #pools: BookPools;

  constructor(url: string, options: DatabaseOptions = {}) {
    this.#url = url;
    const config: pg.PoolConfig = {
      connectionString: url,
      application_name: options.applicationName ?? 'offtake-event-store',
      max: options.connections ?? CONNECTIONS,
      connectionTimeoutMillis: CONNECT_WITHIN_MS,
      lock_timeout: LOCK_WITHIN_MS,
      statement_timeout: STATEMENT_WITHIN_MS,
      query_timeout: ANSWER_WITHIN_MS,
      keepAlive: true,
      types: { getTypeParser },
    };
    this.#pools = new BookPools(ROLE, config, { ...config, max: CONNECTIONS_FOR_EVERY_BOOK });
  }

  /** @throws {StoreUnavailable} and what PostgreSQL refuses */
  async query<R extends Row>(scope: Scope, statement: Statement, values: readonly unknown[]): Promise<readonly R[]> {
    let client: pg.PoolClient;
    try {
      client = await this.#pools.connect(scope);
    } catch (error) {
      throw new StoreUnavailable('no connection to the database', { cause: error });
    }
    try {
      const { rows } = await client.query<R>({ ...statement, values: values as unknown[] });
      client.release();
      return rows;
    } catch (error) {
      const unavailable = saysUnavailable(error);
      client.release(unavailable);
      if (!unavailable) throw error;
      throw new StoreUnavailable('the database did not answer', { cause: error });
    }
  }

  /**
   * A connection of its own that sees this book alone, for as long as the work takes: what is temporary or not committed
   * on it goes with it.
   * @param within milliseconds that one of its statements may take
   * @throws {StoreUnavailable} and what the work throws
   */
  async session<T>(book: string, within: number, work: (query: Query) => Promise<T>): Promise<T> {
    const client = new pg.Client({
      connectionString: this.#url,
      application_name: 'offtake-event-store-session',
      connectionTimeoutMillis: CONNECT_WITHIN_MS,
      lock_timeout: LOCK_WITHIN_MS,
      statement_timeout: within,
      query_timeout: within + ANSWER_WITHIN_MS - STATEMENT_WITHIN_MS,
      keepAlive: true,
      types: { getTypeParser },
    });
    // A connection that breaks says so to the query under way, or to the next.
    client.on('error', () => {});
    try {
      await client.connect().catch((error: unknown) => {
        throw new StoreUnavailable('no connection to the database', { cause: error });
      });
      const query: Query = async <R extends Row>({ text }: Statement, values: readonly unknown[] = []) => {
        try {
          return (await client.query<R>({ text, values: values as unknown[] })).rows;
        } catch (error) {
          if (!saysUnavailable(error)) throw error;
          throw new StoreUnavailable('the database did not answer', { cause: error });
        }
      };
      await query({ text: NARROW }, [ROLE, book]);
      return await work(query);
    } finally {
      await client.end().catch(() => {});
    }
  }

  close(): Promise<void> {
    return this.#pools.end();
  }
}

/** A query of a session. @throws {StoreUnavailable} and what PostgreSQL refuses */
export type Query = <R extends Row>(statement: Statement, values?: readonly unknown[]) => Promise<readonly R[]>;

/** Positions are safe integers: a book does not reach 2^53. */
const getTypeParser = ((type: number, format?: 'text' | 'binary') =>
  type === pg.types.builtins.INT8
    ? Number
    : pg.types.getTypeParser(type, format as 'text')) as typeof pg.types.getTypeParser;

/**
 * Errors of the server that pass with it: connections (08), resources (53), operator intervention and time limits (57),
 * system errors (58), a lock or a transaction that gave way (55P03, 40), a standby that is not promoted yet (25006). And
 * what it has no code for (XX000), which no command causes: a file that may not grow further, for one.
 */
const PASSING = /^(08|53|57|58|40|55P03|25006|XX000)/;

function saysUnavailable(error: unknown): boolean {
  // What is not an answer of the server is a failure on the way to it.
  return error instanceof pg.DatabaseError ? PASSING.test(error.code ?? '') : true;
}
