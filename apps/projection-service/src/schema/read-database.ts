import type { OnApplicationShutdown } from '@nestjs/common';
import { BookPools, type Scope } from '@offtake/book-scope/book-pools';
import { problem } from '@offtake/http-edge/problem';
import pg from 'pg';

const CONNECTIONS = 10;
/** For what serves no book in particular: heads, measurements, announcements, the list of books. */
const CONNECTIONS_FOR_EVERY_BOOK = 3;
const CONNECT_WITHIN_MS = 3_000;
/**
 * Groups are kept in memory, not sorted on disk, as far as a large book has them. Compiling a statement takes longer than
 * any of these sums does.
 */
const SESSION = '-c work_mem=32MB -c jit=off';
const STATEMENT_WITHIN_MS = 5_000;
/** A server that is stopped or cut off says nothing: then the client gives up. */
const ANSWER_WITHIN_MS = 6_000;

/**
 * Errors of the server that pass: connections (08), resources (53), intervention and time limits (57), system errors (58),
 * a transaction that gave way (40), a generation that is dropped (3F000, 42P01).
 */
export const PASSING = /^(08|53|57|58|40|3F000|42P01)/;

/** Values that no column holds, as texts with a NUL: every value in a query comes from its request. */
const UNUSABLE = /^22/;

/** The connections that queries share, each for the book that it says. Positions come as numbers, dates as `2026-11-24`, numeric as strings. */
export class ReadDatabase implements OnApplicationShutdown {
  readonly #pools: BookPools;

  constructor(url: string) {
    const config: pg.PoolConfig = {
      connectionString: url,
      application_name: 'offtake-projection-reads',
      options: SESSION,
      max: CONNECTIONS,
      connectionTimeoutMillis: CONNECT_WITHIN_MS,
      statement_timeout: STATEMENT_WITHIN_MS,
      query_timeout: ANSWER_WITHIN_MS,
      keepAlive: true,
      types: { getTypeParser },
    };
    this.#pools = new BookPools('offtake_projection_book', config, { ...config, max: CONNECTIONS_FOR_EVERY_BOOK });
  }

  /** @throws {Problem} 400 for a value that no column holds, 503 where the database does not answer, or the generation has just been replaced */
  async query<R extends pg.QueryResultRow>(scope: Scope, text: string, values: readonly unknown[] = []): Promise<R[]> {
    try {
      return await this.#pools.query<R>(scope, text, values);
    } catch (error) {
      if (error instanceof pg.DatabaseError && UNUSABLE.test(error.code ?? '')) {
        throw problem(400, 'invalid', `A value that was asked for cannot be used: ${error.message}.`);
      }
      if (error instanceof pg.DatabaseError && !PASSING.test(error.code ?? '')) throw error;
      throw problem(503, 'unavailable', 'The read models cannot be read at the moment.');
    }
  }

  onApplicationShutdown(): Promise<void> {
    return this.#pools.end();
  }
}

/** Positions are safe integers: a book does not reach 2^53. A date is no instant. */
export const getTypeParser = ((type: number, format?: 'text' | 'binary') => {
  if (type === pg.types.builtins.INT8) return Number;
  if (type === pg.types.builtins.DATE) return String;
  return pg.types.getTypeParser(type, format as 'text');
}) as typeof pg.types.getTypeParser;
