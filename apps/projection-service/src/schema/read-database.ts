import type { OnApplicationShutdown } from '@nestjs/common';
import pg from 'pg';

const CONNECTIONS = 10;
const CONNECT_WITHIN_MS = 3_000;
const STATEMENT_WITHIN_MS = 5_000;
/** A server that is stopped or cut off says nothing: then the client gives up. */
const ANSWER_WITHIN_MS = 6_000;

/** The connections that queries share. Positions come as numbers, dates as `2026-11-24`, numeric as strings. */
export class ReadDatabase implements OnApplicationShutdown {
  readonly pool: pg.Pool;

  constructor(url: string) {
    this.pool = new pg.Pool({
      connectionString: url,
      application_name: 'offtake-projection-reads',
      max: CONNECTIONS,
      connectionTimeoutMillis: CONNECT_WITHIN_MS,
      statement_timeout: STATEMENT_WITHIN_MS,
      query_timeout: ANSWER_WITHIN_MS,
      keepAlive: true,
      types: { getTypeParser },
    });
    surviveBrokenConnections(this.pool);
  }

  async query<R extends pg.QueryResultRow>(text: string, values: readonly unknown[] = []): Promise<R[]> {
    const { rows } = await this.pool.query<R>(text, values as unknown[]);
    return rows;
  }

  onApplicationShutdown(): Promise<void> {
    return this.pool.end();
  }
}

/** A connection that breaks while it is idle leaves the pool by itself; without a listener it would end the process. */
export function surviveBrokenConnections(pool: pg.Pool): void {
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
}

/** Positions are safe integers: a book does not reach 2^53. A date is no instant. */
export const getTypeParser = ((type: number, format?: 'text' | 'binary') => {
  if (type === pg.types.builtins.INT8) return Number;
  if (type === pg.types.builtins.DATE) return String;
  return pg.types.getTypeParser(type, format as 'text');
}) as typeof pg.types.getTypeParser;
