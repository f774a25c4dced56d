import { startTemporaryPostgres } from '@offtake/local/postgres';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Access } from '../src/access.ts';
import { grant, migrate } from '../src/migrate.ts';
import { issueSignInCode, upsertOperatorKey } from '../src/operator.ts';
import { may } from '../src/principal.ts';
import { hashSecret } from '../src/secrets.ts';

const KEY = 'ofk_0123456789abcdef_abcdefghijklmnopqrstuvwx';
let postgres: Awaited<ReturnType<typeof startTemporaryPostgres>>;
let pool: pg.Pool;

beforeAll(async () => {
  postgres = await startTemporaryPostgres({ durable: false });
  pool = new pg.Pool({ connectionString: postgres.url });
  // The server may end before a connection has heard that it is to.
  pool.on('error', () => {});
  await pool.query('create role offtake_command login; create role offtake_projection login');
  await Promise.all([migrate(postgres.url), migrate(postgres.url)]);
  await grant(postgres.url);
});

afterAll(async () => {
  await pool.end();
  await postgres.stop();
});

describe('a key', () => {
  it('is recognised as the platform operator, who may do everything', async () => {
    await upsertOperatorKey(pool, KEY);
    const principal = await new Access(pool).whoIs({ bearer: KEY });
    expect(principal).toMatchObject({ platformOperator: true });
    expect(principal && may(principal, 'any-book', 'operate')).toBe(true);
  });

  it('is nobody with another secret, another id, or no form at all', async () => {
    const access = new Access(pool);
    const others = [`${KEY}x`, KEY.replace('0123', '0124'), 'nonsense', ''];
    expect(await Promise.all(others.map((bearer) => access.whoIs({ bearer })))).toEqual([null, null, null, null]);
  });

  it('is nobody once it is revoked or out of date', async () => {
    const { hash, salt } = await hashSecret('abcdefghijklmnopqrstuvwx');
    const insert =
      'insert into access.key (id, principal, hash, salt, revoked_at, expires_at) values ($1, $2, $3, $4, $5, $6)';
    await pool.query(insert, ['revoked', 'ana', hash, salt, new Date(), null]);
    await pool.query(insert, ['expired', 'ana', hash, salt, null, new Date(Date.now() - 1000)]);
    const keys = ['ofk_revoked_abcdefghijklmnopqrstuvwx', 'ofk_expired_abcdefghijklmnopqrstuvwx'];
    expect(await Promise.all(keys.map((bearer) => new Access(pool).whoIs({ bearer })))).toEqual([null, null]);
  });

  it('leaves no secret in the database', async () => {
    const { rows } = await pool.query('select key::text as row from access.key');
    expect(rows.some(({ row }) => row.includes('abcdefghijklmnopqrstuvwx'))).toBe(false);
  });
});

describe('a sign-in code', () => {
  it('gives one session, once, which a sign-out ends', async () => {
    const access = new Access(pool);
    const code = await issueSignInCode(pool);
    const session = await access.redeem(code);
    expect(await access.redeem(code)).toBeNull();
    expect(await access.whoIs({ cookie: session?.cookie })).toMatchObject({ platformOperator: true });
    await access.signOut(session?.cookie ?? '');
    expect(await access.whoIs({ cookie: session?.cookie })).toBeNull();
  });

  it('gives nothing when it is out of date', async () => {
    const code = await issueSignInCode(pool);
    await pool.query("update access.sign_in_code set expires_at = now() - interval '1 second'");
    expect(await new Access(pool).redeem(code)).toBeNull();
  });
});

describe('a role in a book', () => {
  it('may do what lesser roles may, in that book only', async () => {
    const { hash, salt } = await hashSecret('abcdefghijklmnopqrstuvwx');
    await pool.query('insert into access.key (id, principal, hash, salt) values ($1, $2, $3, $4)', [
      'ben',
      'ben',
      hash,
      salt,
    ]);
    await pool.query("insert into access.member values ('theirs', 'ben', 'recorder')");
    const ben = await new Access(pool).whoIs({ bearer: 'ofk_ben_abcdefghijklmnopqrstuvwx' });
    const asked = ['read', 'record', 'operate'] as const;
    expect(ben && asked.map((act) => may(ben, 'theirs', act))).toEqual([true, true, false]);
    expect(ben && asked.map((act) => may(ben, 'another', act))).toEqual([false, false, false]);
  });

  it('can be read, and not written, by the projection service', async () => {
    const client = await pool.connect();
    await client.query('set role offtake_projection');
    await expect(client.query('select * from access.member')).resolves.toBeDefined();
    await expect(client.query('delete from access.member')).rejects.toThrow('permission denied');
    await expect(client.query('select * from access.sign_in_code')).rejects.toThrow('permission denied');
    client.release(true);
  });
});
