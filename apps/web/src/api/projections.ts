import { queryOptions } from '@tanstack/react-query';
import { retryTransient } from './reads.ts';
import { request } from './request.ts';

/** How far the read models are, and what an operator may do about them. Instants are ISO 8601. */

export interface EventSource {
  readonly log: 'kafka' | 'postgres';
  readonly connected: boolean;
  /** Of being connected, or not. */
  readonly since: string;
}

export interface ProjectedBook {
  readonly book: string;
  readonly position: number;
  readonly checkpoint: number;
  /** null while the ledger does not answer, `unknownSince` then. */
  readonly lag: number | null;
  readonly unknownSince?: string;
  /** Why the relay does not publish the book any further. */
  readonly setAside?: string;
  readonly state: 'live' | 'halted';
  readonly reason?: string;
  /** The event that it stopped at. */
  readonly event?: string;
  readonly haltedAt?: string;
}

export interface RebuildProgress {
  readonly generation: number;
  readonly state: 'running' | 'done' | 'failed';
  /** Events. */
  readonly done: number;
  readonly total: number;
  /** Events per second; null until it is known. */
  readonly rate?: number | null;
  readonly secondsLeft?: number | null;
  readonly startedAt: string;
  readonly endedAt?: string;
  readonly error?: string;
  /** Of old and new; `differing` names tables of books, and is empty where both are the same. */
  readonly comparison?: { readonly books: number; readonly differing: readonly string[] };
}

export interface Projection {
  readonly name: string;
  readonly generation: number;
  readonly books: readonly ProjectedBook[];
  readonly rebuild: RebuildProgress | null;
}

export interface ServiceState {
  readonly service: 'command' | 'projection';
  /** silent: nothing answers. */
  readonly state: 'ready' | 'not ready' | 'silent';
  /** What keeps it from its work, and what else is wrong; only the platform operator is told. */
  readonly reasons?: readonly string[];
  readonly warnings?: readonly string[];
}

export interface Partition {
  readonly partition: number;
  readonly books: readonly string[];
  /** The first offset that is not handled, and the one after the last message; null without a broker. */
  readonly next: number | null;
  readonly end: number | null;
  /** null where another node reads the partition. */
  readonly lag: number | null;
}

export interface Projections {
  readonly projections: readonly Projection[];
  readonly source: EventSource;
  readonly services: readonly ServiceState[];
  /** Left out for whoever is not the platform operator; null while the log does not say. */
  readonly partitions?: readonly Partition[] | null;
}

const POLL_EVERY_MS = 1_000;

export const projectionsRead = queryOptions({
  queryKey: ['projections'],
  queryFn: ({ signal }) => request<Projections>('/api/projections', { signal }),
  refetchInterval: POLL_EVERY_MS,
  retry: retryTransient,
});

export const resumeBook = (book: string) =>
  request<{ readonly book: string }>(`/api/books/${book}/resume`, { method: 'POST' });

export const rebuildReadModels = () =>
  request<{ readonly generation: number }>('/api/projections/exposure/rebuilds', { method: 'POST' });
