import type pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Access } from '../src/access.ts';
import { Keys, type NewKey } from '../src/keys.ts';
import { upsertOperatorKey } from '../src/operator.ts';
import { may } from '../src/principal.ts';
import { type AccessDatabase, by, startAccessDatabase } from './database.ts';

const OPERATOR = 'ofk_0123456789abcdef_abcdefghijklmnopqrstuvwx';
let database: AccessDatabase;
let pool: pg.Pool;
let keys: Keys;
let book = '';
let books = 0;

beforeAll(async () => {
  database = await startAccessDatabase();
  pool = database.as('offtake_command');
  keys = new Keys(database.pools('offtake_command'));
  await upsertOperatorKey(database.pool, OPERATOR);
});
afterAll(() => database.stop());
beforeEach(() => {
  books += 1;
  book = `book-${books}`;
});

const wanted = (more: Partial<NewKey> = {}): NewKey => {
  return { principal: 'ben', name: null, book, platformOperator: false, expiresAt: null, ...more };
};
async function make(more: Partial<NewKey> = {}) {
  const made = await keys.make(wanted(more), by('ana'), null);
  if (typeof made === 'string' || 'madeBefore' in made) throw new Error('no key was made');
  return made;
}
const whoIs = (bearer: string) => new Access(pool).whoIs({ bearer });

describe('a key that is made', () => {
  it('speaks for its principal', async () => {
    const { key, made } = await make({ name: 'nightly import' });
    expect(await whoIs(key)).toMatchObject({ principal: 'ben', platformOperator: false, credential: { id: made.id } });
    expect(made).toMatchObject({ name: 'nightly import', createdBy: 'ana', revokedAt: null });
  });

  it('has effect in its own book only, and without a book in all of its principal', async () => {
    await database.pool.query("insert into access.member values ($1, 'ben', 'operator'), ($2, 'ben', 'operator')", [
      book,
      `${book}-b`,
    ]);
    const ofOne = await whoIs((await make()).key);
    expect([ofOne && may(ofOne, book, 'operate'), ofOne && may(ofOne, `${book}-b`, 'read')]).toEqual([true, false]);
    const ofAll = await whoIs((await make({ book: null })).key);
    expect(ofAll && may(ofAll, `${book}-b`, 'operate')).toBe(true);
  });

  it('is listed without its secret, and says when it was used', async () => {
    const { key, made } = await make();
    await whoIs(key);
    const secret = key.split('_')[2] as string;
    await expect.poll(async () => (await keys.list([book]))[0]?.lastUsedAt).toMatch(/^\d{4}-/);
    expect(JSON.stringify(await keys.list([book]))).not.toContain(secret);
    expect((await keys.list(null)).some(({ id }) => id === made.id)).toBe(true);
    expect(await keys.list([`${book}-other`])).toEqual([]);
    const { rows } = await database.pool.query(
      'select key::text || (select string_agg(a::text, $1) from access.audit a) as row from access.key',
      [''],
    );
    expect(rows.some(({ row }) => row.includes(secret))).toBe(false);
  });

  it('is made once where the same request comes again', async () => {
    const first = await keys.make(wanted(), by('ana'), 'once');
    const id = typeof first === 'object' && 'made' in first && first.made.id;
    const again = await Promise.all([1, 2, 3].map(() => keys.make(wanted(), by('ana'), 'once')));
    expect(again).toEqual([1, 2, 3].map(() => ({ madeBefore: id })));
    expect(await keys.make(wanted({ name: 'other' }), by('ana'), 'once')).toBe('key reused');
    expect(await keys.make(wanted(), by('carla'), 'once')).toHaveProperty('made');
    expect(await keys.list([book])).toHaveLength(2);
  });
});

describe('a key that is revoked', () => {
  it('is nobody, and stays in the list', async () => {
    const { key, made } = await make();
    expect(await keys.revoke(made.id, [book], by('ana'))).toEqual({ principal: 'ben' });
    expect(await keys.revoke(made.id, [book], by('ana'))).toEqual({ principal: 'ben' });
    expect(await whoIs(key)).toBeNull();
    expect((await keys.list([book]))[0]?.revokedAt).toMatch(/^\d{4}-/);
    const { rows } = await database.pool.query('select act from access.audit where subject = $1', [made.id]);
    expect(rows.map(({ act }) => act)).toEqual(['key.made', 'key.revoked']);
  });

  it('is unknown to whoever operates other books', async () => {
    const { key, made } = await make();
    expect(await keys.revoke(made.id, ['another'], by('eve'))).toBe('unknown');
    expect(await keys.revoke((await make({ book: null })).made.id, [book], by('eve'))).toBe('unknown');
    expect(await whoIs(key)).not.toBeNull();
  });

  it('is never the last of the platform operator that lasts', async () => {
    const brief = await make({ book: null, platformOperator: true, expiresAt: new Date(Date.now() + 60_000) });
    expect(await keys.revoke('0123456789abcdef', null, by('ana'))).toBe('last platform key');
    const second = await make({ book: null, platformOperator: true });
    const both = ['0123456789abcdef', second.made.id].map((id) => keys.revoke(id, null, by('ana')));
    expect((await Promise.all(both)).filter((answer) => answer === 'last platform key')).toHaveLength(1);
    expect(await keys.revoke(brief.made.id, null, by('ana'))).toEqual({ principal: 'ben' });
  });
});

describe('what is remembered of a key', () => {
  it('ends with the key', async () => {
    const access = new Access(pool);
    const { key } = await make({ expiresAt: new Date(Date.now() + 3_000) });
    expect(await access.whoIs({ bearer: key })).not.toBeNull();
    await expect.poll(() => access.whoIs({ bearer: key }), { timeout: 20_000 }).toBeNull();
  });

  it('is asked anew once it is forgotten, and at any time by whoever wants to be sure', async () => {
    const access = new Access(pool);
    const { key, made } = await make();
    const before = await access.whoIs({ bearer: key });
    await keys.revoke(made.id, null, by('ana'));
    expect(await access.whoIs({ bearer: key })).not.toBeNull();
    expect(before && (await access.again(before))).toBeNull();
    access.forget('ben');
    expect(await access.whoIs({ bearer: key })).toBeNull();
  });
});
