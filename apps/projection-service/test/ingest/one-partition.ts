import type { Delivered } from '@offtake/event-transport/transport';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { announced, chain, messages, performed } from './events.ts';
import { type Log, type LogOptions, openLog } from './log.ts';
import { type Database, type Server, startServer } from './read-models.ts';

/** Of each test of the file that imports this: empty read models, and a log of one partition that fills them. */
export let database: Database;
export let log: Log;
let server: Server;

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.postgres.stop());
beforeEach(async () => {
  database = await server.openDatabase();
  log = openLog(database);
});
afterEach(async () => {
  await log.close();
  await database.close();
});

/** Another consumer on the same read models. */
export async function reopenLog(options: LogOptions = {}): Promise<void> {
  await log.close();
  log = openLog(database, options);
}

/** What happens in the book `b`, and its messages. */
export const said = [announced('d', '100'), performed('d', 2, '10'), performed('d', 3, '20'), performed('d', 4, '30')];
export const [one, two, three, four] = messages(chain('b', said)) as [Delivered, Delivered, Delivered, Delivered];
