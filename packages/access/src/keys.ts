import { createHash, randomBytes } from 'node:crypto';
import { type BookPools, EVERY_BOOK } from '@offtake/book-scope/book-pools';
import type pg from 'pg';
import { type Doer, note } from './audit.ts';
import { isReserved, may, type Principal } from './principal.ts';
import { hashSecret } from './secrets.ts';
import { inTransaction } from './transaction.ts';

/** The most keys of one book, or of none, that are good at a time; and the most that a list shows. */
export const MOST_KEYS = 1_000;

/** What is asked for when a key is made. */
export interface NewKey {
  readonly principal: string;
  /** What it is for, in somebody's words. */
  readonly name: string | null;
  /** The one book that it has effect in; null: wherever its principal is a member. */
  readonly book: string | null;
  readonly platformOperator: boolean;
  readonly expiresAt: Date | null;
}

/** A key as it is listed: its secret is not known to anybody but its holder. */
export interface ListedKey {
  readonly id: string;
  readonly principal: string;
  readonly name: string | null;
  readonly book: string | null;
  readonly platformOperator: boolean;
  /** Null: made by a start, not by somebody. */
  readonly createdBy: string | null;
  readonly createdAt: string;
  /** To the minute. */
  readonly lastUsedAt: string | null;
  readonly expiresAt: string | null;
  readonly revokedAt: string | null;
}

export type Made =
  | { readonly made: ListedKey; readonly key: string }
  /** The same request came before: what it made, without its secret, which was shown once. */
  | { readonly madeBefore: string }
  | 'key reused'
  | 'too many';

/** Why somebody may not make a key: nobody gives more than they have, nor for longer. */
export type AgainstKey = 'not your book' | 'only as platform operator' | 'not as your role' | 'reserved' | 'outlives';

export function whyNotMake(maker: Principal, key: NewKey): AgainstKey | null {
  if (!maker.platformOperator) {
    if (key.platformOperator || key.book === null) return 'only as platform operator';
    if (!may(maker, key.book, 'read')) return 'not your book';
    if (!may(maker, key.book, 'operate')) return 'not as your role';
  }
  if (isReserved(key.principal) && !(key.platformOperator && maker.principal === key.principal)) return 'reserved';
  const { kind, expiresAt: until } = maker.credential;
  const outlives = kind === 'key' && until !== null && (key.expiresAt === null || key.expiresAt > until);
  return outlives ? 'outlives' : null;
}

/** The keys of all books, and of none. Who may see or change which is the caller's to ask. */
export class Keys {
  readonly #pools: BookPools;

  constructor(pools: BookPools) {
    this.#pools = pools;
  }

  /** Keys of these books, or all where books is null: the newest MOST_KEYS, also those that are revoked. */
  async list(books: readonly string[] | null): Promise<readonly ListedKey[]> {
    const text = `select ${COLUMNS} from access.key where $1::text[] is null or book = any($1)
      order by created_at desc, id limit $2`;
    return (await this.#pools.query<Row>(books ?? EVERY_BOOK, text, [books, MOST_KEYS])).map(listed);
  }

  /**
   * Makes a key. `repeatable`: the Idempotency-Key under which the same request may come again; whoever sends one may have
   * used it for another book, so this looks at the keys of all of them, and shows none.
   */
  async make(key: NewKey, by: Doer, repeatable: string | null): Promise<Made> {
    const request = createHash('sha256').update(JSON.stringify(key)).digest();
    const id = randomBytes(8).toString('hex');
    const secret = randomBytes(24).toString('hex');
    const { hash, salt } = await hashSecret(secret);
    return inTransaction(
      () => this.#pools.connect(EVERY_BOOK),
      `keys of ${key.book ?? 'no book'}`,
      async (client) => {
        const before = await client.query<{ id: string; made_of: Buffer }>(
          'select id, made_of from access.key where created_by = $1 and made_with = $2',
          [by.principal, repeatable],
        );
        if (before.rows[0])
          return before.rows[0].made_of.equals(request) ? { madeBefore: before.rows[0].id } : 'key reused';
        const good = await client.query<{ n: number }>(
          `select count(*)::int as n from access.key where book is not distinct from $1 and ${GOOD}`,
          [key.book],
        );
        if ((good.rows[0]?.n ?? 0) >= MOST_KEYS) return 'too many';
        const { rows } = await client.query<Row>(
          `insert into access.key
           (id, principal, hash, salt, platform_operator, name, book, expires_at, created_by, made_with, made_of)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) returning ${COLUMNS}`,
          [
            id,
            key.principal,
            hash,
            salt,
            key.platformOperator,
            key.name,
            key.book,
            key.expiresAt,
            by.principal,
            repeatable,
            request,
          ],
        );
        const { principal, platformOperator, expiresAt, book } = key;
        const detail = { principal, platformOperator, expiresAt };
        await note(client, by, { act: 'key.made', book, subject: id, outcome: 'done', detail });
        return { made: listed(rows[0] as Row), key: `ofk_${id}_${secret}` };
      },
    );
  }

  /** Revokes a key of these books, or of any where books is null. One that is revoked already stays so. */
  revoke(
    id: string,
    books: readonly string[] | null,
    by: Doer,
  ): Promise<{ readonly principal: string } | 'unknown' | 'last platform key'> {
    return inTransaction(
      () => this.#pools.connect(books ?? EVERY_BOOK),
      'revoked keys',
      async (client) => {
        const { rows } = await client.query<Row>(
          `select ${COLUMNS} from access.key where id = $1 and ($2::text[] is null or book = any($2))`,
          [id, books],
        );
        const [key] = rows;
        if (!key) return 'unknown';
        const { principal, book } = key;
        if (key.revokedAt !== null) return { principal };
        if (key.platformOperator && !(await hasAnother(client, id))) return 'last platform key';
        await client.query('update access.key set revoked_at = now() where id = $1', [id]);
        await note(client, by, { act: 'key.revoked', book, subject: id, outcome: 'done', detail: { principal } });
        return { principal };
      },
    );
  }
}

/** A key that expires does not count: one day it would be the last. */
async function hasAnother(client: pg.ClientBase, id: string): Promise<boolean> {
  const { rowCount } = await client.query(
    'select from access.key where platform_operator and id <> $1 and revoked_at is null and expires_at is null limit 1',
    [id],
  );
  return rowCount === 1;
}

const GOOD = 'revoked_at is null and (expires_at is null or expires_at > now())';
const COLUMNS = `id, principal, name, book, platform_operator as "platformOperator", created_by as "createdBy",
  created_at as "createdAt", last_used_at as "lastUsedAt", expires_at as "expiresAt", revoked_at as "revokedAt"`;

type Instant = 'createdAt' | 'lastUsedAt' | 'expiresAt' | 'revokedAt';
type Row = Omit<ListedKey, Instant> & { readonly createdAt: Date } & Readonly<
    Record<Exclude<Instant, 'createdAt'>, Date | null>
  >;

function listed({ createdAt, lastUsedAt, expiresAt, revokedAt, ...row }: Row): ListedKey {
  const printed = (at: Date | null) => at?.toISOString() ?? null;
  return {
    ...row,
    createdAt: createdAt.toISOString(),
    lastUsedAt: printed(lastUsedAt),
    expiresAt: printed(expiresAt),
    revokedAt: printed(revokedAt),
  };
}
