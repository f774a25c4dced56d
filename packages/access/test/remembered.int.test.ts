import { type Postgres, startTemporaryPostgres } from '@offtake/local/postgres';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { Access, TooManyChecks } from '../src/access.ts';
import { migrate } from '../src/migrate.ts';
import { issueSignInCode, upsertOperatorKey } from '../src/operator.ts';

const KEY = 'ofk_0123456789abcdef_abcdefghijklmnopqrstuvwx';
let postgres: Postgres;
let pool: pg.Pool;

beforeAll(async () => {
  postgres = await startTemporaryPostgres({ durable: false });
  pool = new pg.Pool({ connectionString: postgres.url });
  // The server may end before a connection has heard that it is to.
  pool.on('error', () => {});
  await migrate(postgres.url);
  await upsertOperatorKey(pool, KEY);
});
afterEach(() => {
  vi.useRealTimers();
});
afterAll(async () => {
  await pool.end();
  await postgres.stop();
});

describe('a key that was recognised', () => {
  it('is taken for 10 s more after it is revoked, and no longer', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const access = new Access(pool);
    expect(await access.whoIs({ bearer: KEY })).not.toBeNull();
    await pool.query('update access.key set revoked_at = now()');
    vi.advanceTimersByTime(9_000);
    expect(await access.whoIs({ bearer: KEY })).not.toBeNull();
    vi.advanceTimersByTime(1_001);
    expect(await access.whoIs({ bearer: KEY })).toBeNull();
    await upsertOperatorKey(pool, KEY);
    expect(await access.whoIs({ bearer: KEY })).not.toBeNull();
  });
});

describe('keys that come all at once', () => {
  it('are one check where they are the same', async () => {
    const access = new Access(pool);
    const found = await Promise.all(Array.from({ length: 100 }, () => access.whoIs({ bearer: KEY })));
    expect(found.every((principal) => principal === found[0] && principal !== null)).toBe(true);
  });

  it('are refused beyond what can be checked, while those known already are taken', async () => {
    const access = new Access(pool);
    await access.whoIs({ bearer: KEY });
    const wrong = Array.from({ length: 40 }, (_, n) => access.whoIs({ bearer: `${KEY}${n}` }));
    expect(await access.whoIs({ bearer: KEY })).not.toBeNull();
    const answers = await Promise.allSettled(wrong);
    const refused = answers.filter((answer) => answer.status === 'rejected');
    expect(refused).toHaveLength(24);
    for (const { reason } of refused) expect(reason).toBeInstanceOf(TooManyChecks);
    expect(await access.whoIs({ bearer: `${KEY}40` })).toBeNull();
  });
});

describe('a session', () => {
  it('is over at once where it was signed out, also while it is being looked up', async () => {
    const access = new Access(pool);
    const session = await access.redeem(await issueSignInCode(pool));
    const cookie = session?.cookie ?? '';
    await Promise.all([access.whoIs({ cookie }), access.signOut(cookie)]);
    expect(await access.whoIs({ cookie })).toBeNull();
  });

  it('ends on its day', async () => {
    const access = new Access(pool);
    const session = await access.redeem(await issueSignInCode(pool));
    await pool.query("update access.session set expires_at = now() - interval '1 second'");
    expect(await access.whoIs({ cookie: session?.cookie })).toBeNull();
    await access.redeem(await issueSignInCode(pool));
    const { rows } = await pool.query('select from access.session where expires_at < now()');
    expect(rows).toEqual([]);
  });
});
