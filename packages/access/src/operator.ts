import type pg from 'pg';
import { PLATFORM_OPERATOR } from './principal.ts';
import { digest, hashSecret, parseKey, randomToken } from './secrets.ts';

/** What the one who runs the platform does with the database's own rights: a first key, a first sign-in. */

const CODE_HOURS = 24;

/** Makes this key the platform operator's. @throws where the text is no key */
export async function upsertOperatorKey(admin: pg.ClientBase | pg.Pool, key: string): Promise<void> {
  const parsed = parseKey(key);
  if (!parsed) throw new Error('a key looks like ofk_<id>_<secret>');
  const { hash, salt } = await hashSecret(parsed.secret);
  await admin.query(
    `insert into access.key (id, principal, hash, salt, platform_operator) values ($1, $2, $3, $4, true)
     on conflict (id) do update set hash = excluded.hash, salt = excluded.salt, revoked_at = null`,
    [parsed.id, PLATFORM_OPERATOR, hash, salt],
  );
}

/** A fresh code that signs the platform operator in, once, within a day. */
export async function issueSignInCode(admin: pg.ClientBase | pg.Pool): Promise<string> {
  const code = randomToken();
  await admin.query('delete from access.sign_in_code where expires_at < now()');
  await admin.query(
    `insert into access.sign_in_code (hash, principal, platform_operator, expires_at)
     values ($1, $2, true, now() + make_interval(hours => $3))`,
    [digest(code), PLATFORM_OPERATOR, CODE_HOURS],
  );
  return code;
}
