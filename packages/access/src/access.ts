import type pg from 'pg';
import type { Credential, Principal, Role } from './principal.ts';
import { digest, isSecret, parseKey, randomToken } from './secrets.ts';

/** For how long a recognised key or cookie is taken without asking again: a change takes effect within this time. */
const REMEMBERED_MS = 10_000;
/** How many recognised keys and cookies are remembered. */
const MOST_REMEMBERED = 1_000;
export const SESSION_DAYS = 30;
/** Checking a key is slow on purpose, so only so many are checked at once; a session is only looked up. */
const MOST_CHECKS = 16;
const MOST_LOOK_UPS = 1_000;

/** What came with a request. */
export interface Credentials {
  readonly bearer?: string | undefined;
  readonly cookie?: string | undefined;
}

interface Found {
  readonly principal: string;
  readonly platform_operator: boolean;
  readonly book: string | null;
  readonly expires_at: Date | null;
}
interface FoundKey extends Found {
  readonly hash: Buffer;
  readonly salt: Buffer;
}

/** More keys are being checked than this process can do in time. */
export class TooManyChecks extends Error {
  override readonly name = 'TooManyChecks';
}

/** Who is asking: keys and sessions in the schema `access`. */
export class Access {
  readonly #pool: pg.Pool;
  readonly #remembered = new Map<string, { readonly until: number; readonly principal: Principal }>();
  /** What is being looked up: requests that come together with the same key are one check. */
  readonly #asked = new Map<string, Promise<Principal | null>>();

  constructor(pool: pg.Pool) {
    this.#pool = pool;
  }

  /**
   * The principal of a key or a session cookie, or null where neither is good. A key goes before a cookie.
   * @throws {TooManyChecks} and what PostgreSQL says
   */
  async whoIs({ bearer, cookie }: Credentials): Promise<Principal | null> {
    const presented = bearer ?? cookie;
    if (presented === undefined) return null;
    const memory = `${bearer === undefined ? 'cookie' : 'key'} ${digest(presented).toString('base64')}`;
    const known = this.#remembered.get(memory);
    if (known && known.until > Date.now()) return known.principal;
    this.#remembered.delete(memory);
    return this.#asked.get(memory) ?? this.#ask(memory, presented, bearer !== undefined);
  }

  async #ask(memory: string, presented: string, isKey: boolean): Promise<Principal | null> {
    if (this.#asked.size >= (isKey ? MOST_CHECKS : MOST_LOOK_UPS))
      throw new TooManyChecks('too many keys are being checked');
    const asked = isKey ? this.#ofKey(presented) : this.#ofSession(presented);
    this.#asked.set(memory, asked);
    const asOf = Date.now();
    try {
      const found = await asked;
      if (found && this.#asked.get(memory) === asked) this.#remember(memory, found, asOf);
      return found;
    } finally {
      if (this.#asked.get(memory) === asked) this.#asked.delete(memory);
    }
  }

  /** A session for a one-time code, or null where the code is unknown, used or out of date. */
  async redeem(code: string): Promise<{ readonly cookie: string; readonly principal: Principal } | null> {
    const cookie = randomToken();
    await this.#pool.query('delete from access.session where expires_at < now()');
    await this.#pool.query(
      `with code as (
         delete from access.sign_in_code where hash = $1 returning principal, platform_operator, expires_at
       )
       insert into access.session (hash, principal, platform_operator, expires_at)
       select $2, principal, platform_operator, now() + make_interval(days => $3) from code where expires_at > now()`,
      [digest(code), digest(cookie), SESSION_DAYS],
    );
    const principal = await this.#ofSession(cookie);
    return principal && { cookie, principal };
  }

  async signOut(cookie: string): Promise<void> {
    await this.#pool.query('delete from access.session where hash = $1', [digest(cookie)]);
    const memory = `cookie ${digest(cookie).toString('base64')}`;
    this.#remembered.delete(memory);
    // Whoever asked before the session ended must not remember it afterwards.
    this.#asked.delete(memory);
  }

  /** What this principal may do now, asked anew; null where the key or session is not good any more. */
  async again(principal: Principal): Promise<Principal | null> {
    const { kind, id } = principal.credential;
    if (kind === 'none') return principal;
    const found = kind === 'key' ? await this.#goodKey(id) : await this.#goodSession(Buffer.from(id, 'hex'));
    return found ? this.#withRoles(found, { kind, id, expiresAt: found.expires_at }) : null;
  }

  /** What was remembered of a principal is asked anew, by this process, from now on. */
  forget(principal: string): void {
    for (const [memory, known] of this.#remembered) {
      if (known.principal.principal === principal) this.#remembered.delete(memory);
    }
    // Whoever asked before the change must not remember it afterwards.
    this.#asked.clear();
  }

  async #ofKey(key: string): Promise<Principal | null> {
    const parsed = parseKey(key);
    const found = parsed && (await this.#goodKey(parsed.id));
    if (!parsed || !found || !(await isSecret(parsed.secret, found))) return null;
    this.#used(parsed.id);
    return this.#withRoles(found, { kind: 'key', id: parsed.id, expiresAt: found.expires_at });
  }

  async #goodKey(id: string): Promise<FoundKey | undefined> {
    const { rows } = await this.#pool.query<FoundKey>(
      `select principal, platform_operator, book, expires_at, hash, salt from access.key
       where id = $1 and revoked_at is null and (expires_at is null or expires_at > now())`,
      [id],
    );
    return rows[0];
  }

  async #ofSession(cookie: string): Promise<Principal | null> {
    const hash = digest(cookie);
    const found = await this.#goodSession(hash);
    if (!found) return null;
    return this.#withRoles(found, { kind: 'session', id: hash.toString('hex'), expiresAt: found.expires_at });
  }

  async #goodSession(hash: Buffer): Promise<Found | undefined> {
    const { rows } = await this.#pool.query<Found>(
      `select principal, platform_operator, null as book, expires_at from access.session
       where hash = $1 and expires_at > now()`,
      [hash],
    );
    return rows[0];
  }

  async #withRoles({ principal, platform_operator, book }: Found, credential: Credential): Promise<Principal> {
    const { rows } = await this.#pool.query<{ book: string; role: Role }>(
      'select book, role from access.member where principal = $1 and ($2::text is null or book = $2)',
      [principal, book],
    );
    const roles = new Map(rows.map((member) => [member.book, member.role]));
    return { principal, platformOperator: platform_operator, roles, credential };
  }

  /** To the minute, and not worth an error. */
  #used(id: string): void {
    const text = `update access.key set last_used_at = now()
      where id = $1 and (last_used_at is null or last_used_at < now() - interval '1 minute')`;
    this.#pool.query(text, [id]).catch(() => {});
  }

  #remember(memory: string, principal: Principal, asOf: number): void {
    const [oldest] = this.#remembered.keys();
    if (oldest !== undefined && this.#remembered.size >= MOST_REMEMBERED) this.#remembered.delete(oldest);
    const expires = principal.credential.expiresAt?.getTime() ?? Number.POSITIVE_INFINITY;
    this.#remembered.set(memory, { until: Math.min(asOf + REMEMBERED_MS, expires), principal });
  }
}
