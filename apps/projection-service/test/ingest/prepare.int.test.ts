import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { prepareSchemas } from '../../src/schema/prepare.ts';
import { announced, performed } from './events.ts';
import { contentOf, type Server, startServer } from './read-models.ts';
import { append, openLedger, startService } from './service.ts';

let server: Server;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.postgres.stop());

describe('a database that another version of the service has filled', () => {
  it('gets a new generation at the start, which is filled from the log and takes the old one’s place', async () => {
    const database = await server.openDatabase();
    const ledger = await openLedger(database.url, 'b');
    await append(ledger, 'b', [announced('d', '100'), performed('d', 2, '10')]);
    const before = await startService(database.url);
    const checkpoint = (schema: string) => database.rows(`select position::int from ${schema}.checkpoint`);
    await vi.waitFor(async () => expect(await checkpoint('exposure_1')).toEqual([{ position: 2 }]));
    await before.close();
    const filled = await contentOf(database, 'exposure_1');
    // As it was made before there were disputes, and before a generation said who made it.
    await database.rows('alter table exposure_1.deal drop column disputed, drop column left_aside');
    await database.rows('comment on schema exposure_1 is null');

    const after = await startService(database.url);
    expect(after.active.schema).toBe('exposure_2');
    await vi.waitFor(async () => expect(await checkpoint('exposure_2')).toEqual([{ position: 2 }]));
    expect(await contentOf(database, 'exposure_2')).toBe(filled);
    const schemas = await database.rows(`select nspname::text as name from pg_namespace where nspname ~ '^exposure_'`);
    expect(schemas).toEqual([{ name: 'exposure_2' }]);
    await after.close();
    await ledger.close();
    await database.close();
  });

  it('stays as it is where the version is the same', async () => {
    const database = await server.openDatabase();
    await prepareSchemas(database.url);
    expect(await database.rows('select active_generation as active from exposure.pointer')).toEqual([{ active: 1 }]);
    await database.close();
  });
});
