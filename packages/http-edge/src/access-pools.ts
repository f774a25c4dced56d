import type { OnApplicationShutdown } from '@nestjs/common';
import { BookPools, type BookRole } from '@offtake/book-scope/book-pools';

/** For who somebody is and what they did, which is asked with nearly every request; and for what serves some books. */
const CONNECTIONS = 2;
const CONNECT_WITHIN_MS = 3_000;
const ANSWER_WITHIN_MS = 5_000;

/** Closes the pools with the application. */
export class AccessPools extends BookPools implements OnApplicationShutdown {
  constructor(databaseUrl: string, bookRole: BookRole) {
    const config = {
      connectionString: databaseUrl,
      application_name: 'offtake-access',
      max: CONNECTIONS,
      connectionTimeoutMillis: CONNECT_WITHIN_MS,
      query_timeout: ANSWER_WITHIN_MS,
      keepAlive: true,
    };
    super(bookRole, config, config);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.end();
  }
}
