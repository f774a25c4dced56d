import { queryOptions } from '@tanstack/react-query';
import { retryTransient } from './reads.ts';
import { request } from './request.ts';
import type { Role } from './shapes.ts';

/** Who may do what. Instants are ISO 8601. */

export interface Member {
  readonly principal: string;
  readonly role: Role;
}

export interface ListedKey {
  readonly id: string;
  /** Whom it speaks for. */
  readonly principal: string;
  /** What it is for, in somebody's words. */
  readonly name: string | null;
  /** The one book that it is good in; null: wherever its principal is a member. */
  readonly book: string | null;
  readonly platformOperator: boolean;
  /** null: made by a start, not by somebody. */
  readonly createdBy: string | null;
  readonly createdAt: string;
  readonly lastUsedAt: string | null;
  readonly expiresAt: string | null;
  readonly revokedAt: string | null;
}

export interface NewKey {
  readonly principal: string;
  readonly name?: string;
  readonly book?: string;
  readonly platformOperator?: boolean;
  readonly expiresAt?: string;
}

/** A key as it is answered once, when it is made. */
export interface MadeKey extends ListedKey {
  readonly key: string;
}

export const membersRead = (book: string) =>
  queryOptions({
    queryKey: ['members', book],
    queryFn: async ({ signal }) =>
      (await request<{ members: readonly Member[] }>(`/api/books/${book}/members`, { signal })).members,
    retry: retryTransient,
  });

export const setMember = (book: string, { principal, role }: Member) =>
  request<Member>(`/api/books/${book}/members/${encodeURIComponent(principal)}`, { method: 'PUT', body: { role } });

export const removeMember = (book: string, principal: string) =>
  request<undefined>(`/api/books/${book}/members/${encodeURIComponent(principal)}`, { method: 'DELETE' });

export const keysRead = queryOptions({
  queryKey: ['keys'],
  queryFn: async ({ signal }) => (await request<{ keys: readonly ListedKey[] }>('/api/keys', { signal })).keys,
  retry: retryTransient,
});

export const makeKey = (key: NewKey) => request<MadeKey>('/api/keys', { method: 'POST', body: key });

export const revokeKey = (id: string) => request<undefined>(`/api/keys/${id}`, { method: 'DELETE' });
