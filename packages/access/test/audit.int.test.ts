import type { BookPools } from '@offtake/book-scope/book-pools';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { note, readAudit } from '../src/audit.ts';
import { type AccessDatabase, by, startAccessDatabase } from './database.ts';

let database: AccessDatabase;
let reading: BookPools;
beforeAll(async () => {
  database = await startAccessDatabase();
  reading = database.pools('offtake_projection');
});
afterAll(() => database.stop());

const deed = { act: 'book.resumed', book: 'mine', subject: null, outcome: 'done' } as const;
const asked = { books: null, before: null, act: null, principal: null, limit: 100 };

describe('the audit trail', () => {
  it('is written by both services, and read newest first, by book, act, principal and page', async () => {
    await note(database.as('offtake_command'), by('ana'), deed);
    await note(database.as('offtake_projection'), by('ben'), { ...deed, book: 'theirs' });
    await note(database.pool, by('ben'), { ...deed, book: null, act: 'rebuild', outcome: 'refused' });
    const all = await readAudit(reading, asked);
    expect(all.map(({ book }) => book)).toEqual([null, 'theirs', 'mine']);
    expect(all[2]).toMatchObject({ ...deed, detail: {}, principal: 'ana', via: 'key k1', requestId: 'r1' });
    const found = async (more: object) => (await readAudit(reading, { ...asked, ...more })).map(({ id }) => id);
    const [none, theirs, mine] = all.map(({ id }) => id);
    expect(await found({ books: ['mine'] })).toEqual([mine]);
    expect(await found({ books: [] })).toEqual([]);
    expect(await found({ act: 'rebuild' })).toEqual([none]);
    expect(await found({ principal: 'ben' })).toEqual([none, theirs]);
    expect(await found({ before: none, limit: 1 })).toEqual([theirs]);
  });

  it.each(['offtake_command', 'offtake_projection'] as const)(
    'is not changed by %s, for want of a grant',
    async (role) => {
      const pool = database.as(role);
      for (const change of ['update access.audit set act = $1', 'delete from access.audit where act <> $1']) {
        await expect(pool.query(change, ['x'])).rejects.toThrow('permission denied');
      }
      await expect(pool.query('truncate access.audit')).rejects.toThrow('permission denied');
    },
  );

  it.each(["update access.audit set act = ''", 'delete from access.audit', 'truncate access.audit'])(
    'is not changed by whoever may do all: %s',
    async (change) => {
      await expect(database.pool.query(change)).rejects.toThrow('append-only');
      const replays = `set session_replication_role = replica; ${change}`;
      await expect(database.pool.query(replays)).rejects.toThrow('append-only');
    },
  );
});
