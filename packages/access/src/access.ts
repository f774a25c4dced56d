import type pg from 'pg';
import type { Principal, Role } from './principal.ts';
import { digest, isSecret, parseKey, randomToken } from './secrets.ts';

/** For how long a recognised key or cookie is taken without asking again: a revoked one is good for so long still. */
const REMEMBERED_MS = 10_000;
/** How many recognised keys and cookies are remembered. */
const MOST_REMEMBERED = 1_000;
const SESSION_DAYS = 30;
/** Checking a key is slow on purpose, so only so many are checked at once. */
const MOST_CHECKS = 16;

/** What came with a request. */
export interface Credentials {
  readonly bearer?: string | undefined;
  readonly cookie?: string | undefined;
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
    if (isKey && this.#asked.size >= MOST_CHECKS) throw new TooManyChecks('too many keys are being checked');
    const asked = isKey ? this.#ofKey(presented) : this.#ofSession(presented);
    this.#asked.set(memory, asked);
    try {
      const found = await asked;
      if (found && this.#asked.get(memory) === asked) this.#remember(memory, found);
      return found;
    } finally {
      if (this.#asked.get(memory) === asked) this.#asked.delete(memory);
    }
  }

  /** A session for a one-time code, or null where the code is unknown, used or out of date. */
  async redeem(code: string): Promise<{ readonly cookie: string } | null> {
    const cookie = randomToken();
    const { rowCount } = await this.#pool.query(
      `with code as (
         delete from access.sign_in_code where hash = $1 returning principal, platform_operator, expires_at
       )
       insert into access.session (hash, principal, platform_operator, expires_at)
       select $2, principal, platform_operator, now() + make_interval(days => $3) from code where expires_at > now()`,
      [digest(code), digest(cookie), SESSION_DAYS],
    );
    return rowCount === 1 ? { cookie } : null;
  }

  async signOut(cookie: string): Promise<void> {
    await this.#pool.query('delete from access.session where hash = $1', [digest(cookie)]);
    const memory = `cookie ${digest(cookie).toString('base64')}`;
    this.#remembered.delete(memory);
    // Whoever asked before the session ended must not remember it afterwards.
    this.#asked.delete(memory);
  }

  async #ofKey(key: string): Promise<Principal | null> {
    const parsed = parseKey(key);
    if (!parsed) return null;
    const { rows } = await this.#pool.query(
      `select principal, platform_operator, hash, salt from access.key
       where id = $1 and revoked_at is null and (expires_at is null or expires_at > now())`,
      [parsed.id],
    );
    return rows[0] && (await isSecret(parsed.secret, rows[0])) ? this.#withRoles(rows[0]) : null;
  }

  async #ofSession(cookie: string): Promise<Principal | null> {
    const { rows } = await this.#pool.query(
      'select principal, platform_operator from access.session where hash = $1 and expires_at > now()',
      [digest(cookie)],
    );
    return rows[0] ? this.#withRoles(rows[0]) : null;
  }

  async #withRoles(found: { principal: string; platform_operator: boolean }): Promise<Principal> {
    const { principal, platform_operator: platformOperator } = found;
    const { rows } = await this.#pool.query<{ book: string; role: Role }>(
      'select book, role from access.member where principal = $1',
      [principal],
    );
    return { principal, platformOperator, roles: new Map(rows.map(({ book, role }) => [book, role])) };
  }

  #remember(memory: string, principal: Principal): void {
    const [oldest] = this.#remembered.keys();
    if (oldest !== undefined && this.#remembered.size >= MOST_REMEMBERED) this.#remembered.delete(oldest);
    this.#remembered.set(memory, { until: Date.now() + REMEMBERED_MS, principal });
  }
}
