import { type BookPools, EVERY_BOOK } from '@offtake/book-scope/book-pools';
import type pg from 'pg';
import type { Principal } from './principal.ts';

/** Who asks, as the audit trail names them. */
export interface Doer {
  /** Null: nobody who is known. */
  readonly principal: string | null;
  /** `key <id>`, `session <beginning of its hash>`, or `none`. */
  readonly via: string;
  readonly requestId: string;
  readonly address: string;
}

export interface Deed {
  readonly act: string;
  /** Null: of no book. */
  readonly book: string | null;
  /** What it was done to: a principal, a key. */
  readonly subject: string | null;
  readonly outcome: 'done' | 'refused';
  readonly detail?: Readonly<Record<string, unknown>>;
}

export interface AuditEntry extends Required<Deed>, Doer {
  readonly id: number;
  readonly at: string;
}

export interface AuditQuestion {
  /** Null: of all books, and of none. */
  readonly books: readonly string[] | null;
  /** Only entries before this one. */
  readonly before: number | null;
  readonly act: string | null;
  readonly principal: string | null;
  readonly limit: number;
}

export function viaOf({ credential: { kind, id } }: Principal): string {
  if (kind === 'none') return 'none';
  return kind === 'key' ? `key ${id}` : `session ${id.slice(0, 12)}`;
}

/** Adds to the trail; on the connection of a transaction, together with what was done. */
export async function note(
  on: pg.Pool | pg.ClientBase,
  { principal, via, requestId, address }: Doer,
  { act, book, subject, outcome, detail = {} }: Deed,
): Promise<void> {
  await on.query(
    `insert into access.audit (book, principal, via, act, subject, outcome, detail, request_id, address)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [book, principal, via, act, subject, outcome, JSON.stringify(detail), requestId, address],
  );
}

/** What was done and refused, the newest first. */
export async function readAudit(
  pools: BookPools,
  { books, before, act, principal, limit }: AuditQuestion,
): Promise<readonly AuditEntry[]> {
  const text = `select id, at, book, principal, via, act, subject, outcome, detail, request_id as "requestId", address
     from access.audit
     where ($1::text[] is null or book = any($1)) and ($2::bigint is null or id < $2)
       and ($3::text is null or act = $3) and ($4::text is null or principal = $4)
     order by id desc limit $5`;
  const rows = await pools.query<Row>(books ?? EVERY_BOOK, text, [books, before, act, principal, limit]);
  return rows.map((row) => ({ ...row, id: Number(row.id), at: row.at.toISOString() }));
}

type Row = Omit<AuditEntry, 'id' | 'at'> & { readonly id: string; readonly at: Date };
