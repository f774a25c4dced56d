import type { WatchTerms } from '@offtake/deals/watch';
import { queryOptions } from '@tanstack/react-query';
import { retryTransient } from './reads.ts';
import { request } from './request.ts';

/** What the reader watches in a book. It is theirs, and no part of the book: it is read at no coordinates. */

export type { WatchTerms };
export interface Watch {
  readonly watch: string;
  readonly terms: WatchTerms;
}

/** After this, what another machine of the reader may have changed is asked for again. */
const STALE_AFTER_MS = 60_000;

export const watchesRead = (book: string) =>
  queryOptions({
    queryKey: ['watches', book],
    queryFn: async ({ signal }) =>
      (await request<{ watches: readonly Watch[] }>(`/api/books/${book}/watches`, { signal })).watches,
    staleTime: STALE_AFTER_MS,
    retry: retryTransient,
  });

export const keepWatch = (book: string, { watch, terms }: Watch) =>
  request<Watch>(`/api/books/${book}/watches/${watch}`, { method: 'PUT', body: terms });

export const endWatch = (book: string, watch: string) =>
  request(`/api/books/${book}/watches/${watch}`, { method: 'DELETE' });
