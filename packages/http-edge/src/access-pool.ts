import type { OnApplicationShutdown } from '@nestjs/common';
import pg from 'pg';

const CONNECTIONS = 2;
const CONNECT_WITHIN_MS = 3_000;
const ANSWER_WITHIN_MS = 5_000;

/** Closes the pool with the application. */
export class AccessPool implements OnApplicationShutdown {
  readonly pool: pg.Pool;

  constructor(databaseUrl: string) {
    const name = 'offtake-access';
    this.pool = new pg.Pool({
      connectionString: databaseUrl,
      application_name: name,
      max: CONNECTIONS,
      connectionTimeoutMillis: CONNECT_WITHIN_MS,
      query_timeout: ANSWER_WITHIN_MS,
      keepAlive: true,
    });
    // A connection that breaks while nobody uses it leaves the pool by itself.
    this.pool.on('error', () => {});
    this.pool.on('connect', (client) => client.on('error', () => {}));
  }

  async onApplicationShutdown(): Promise<void> {
    await this.pool.end();
  }
}
