import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { Coordinates } from '../time/timeline.ts';
import { linesOf } from './ndjson.ts';
import { positionFloor } from './position-floor.ts';
import { Problem, request, send } from './request.ts';
import type * as Api from './shapes.ts';

/** Every read of the client. A live read waits for what this browser has itself recorded (`minPosition`). */

/** Books with more events than this are folded by the server alone. */
export const MOST_LOCAL_EVENTS = 20_000;

export type Filters = Readonly<Record<string, string | undefined>>;

export const sessionRead = queryOptions({
  queryKey: ['session'],
  queryFn: ({ signal }) => request<Api.Session>('/api/session', { signal }),
  staleTime: 60_000,
  retry: retryTransient,
});

export const booksRead = queryOptions({
  queryKey: ['books'],
  queryFn: async ({ signal }) => (await request<{ books: readonly Api.BookRow[] }>('/api/books', { signal })).books,
  retry: retryTransient,
});

/** A read of a book at coordinates. What a screen asks for stands beside its shape, in a file of its own. */
export function bookRead<T>(book: string, at: Coordinates, path: string, filters: Filters = {}) {
  return queryOptions({
    queryKey: ['book', book, path, at, filters],
    queryFn: ({ signal }) => request<T>(`/api/books/${book}/${path}${queryOf(book, at, filters)}`, { signal }),
    placeholderData: keepPreviousData,
    retry: retryTransient,
  });
}

export const exposuresRead = (book: string, at: Coordinates, filters: Filters = {}) =>
  bookRead<Api.Exposures>(book, at, 'exposures', { groupBy: 'obligor,obligee,account', ...filters });

export const explainRead = (book: string, at: Coordinates, filters: Filters) =>
  bookRead<Api.Explanation>(book, at, 'exposures/explain', filters);

export const dealsRead = (book: string, at: Coordinates) => bookRead<Api.Deals>(book, at, 'deals');
export const dealRead = (book: string, at: Coordinates, deal: string) => bookRead<Api.Deal>(book, at, `deals/${deal}`);
export const historyRead = (book: string, at: Coordinates, deal: string) =>
  bookRead<Api.History>(book, at, `deals/${deal}/history`);
export const partyHistoryRead = (book: string, at: Coordinates, party: string) =>
  bookRead<Api.History>(book, at, `parties/${party}/history`);
export const partiesRead = (book: string, at: Coordinates) => bookRead<Api.Parties>(book, at, 'parties');
export const partyRead = (book: string, at: Coordinates, party: string) =>
  bookRead<Api.Party>(book, at, `parties/${party}`);

/** The whole book, once; the live stream adds to it. Of a book above the limit only some, spread over all of it. */
export const eventsRead = (book: string, size: number) =>
  queryOptions({
    queryKey: ['book-events', book],
    queryFn: async ({ signal }) => {
      if (size > MOST_LOCAL_EVENTS) return spreadOver(book, size, signal);
      const headers = { accept: 'application/x-ndjson' };
      const response = await send(`/api/books/${book}/events${queryOf(book, {}, {})}`, { headers, signal });
      const events: Api.BookEvent[] = [];
      if (response.body) for await (const event of linesOf<Api.BookEvent>(response.body)) events.push(event);
      return events;
    },
    staleTime: Number.POSITIVE_INFINITY,
    retry: retryTransient,
  });

/** How many events of a long book are read at first: its ends, and what shows how it lies in time. */
const SPREAD = 24;

async function spreadOver(book: string, size: number, signal: AbortSignal): Promise<Api.BookEvent[]> {
  const one = async (after: number) => {
    const path = `/api/books/${book}/events?after=${after}&limit=1`;
    return (await request<{ events: readonly Api.BookEvent[] }>(path, { signal })).events;
  };
  const places = Array.from({ length: SPREAD }, (_, i) => Math.round((i * (size - 1)) / (SPREAD - 1)));
  return (await Promise.all(places.map(one))).flat();
}

/** The coordinates and filters as a query string; a live read waits for what this browser has recorded. */
export function queryOf(book: string, { knownAt, validAt, reading }: Coordinates, filters: Filters = {}): string {
  const floor = positionFloor(book);
  const minPosition = knownAt === undefined && floor > 0 ? String(floor) : undefined;
  const given = Object.entries({ ...filters, knownAt, validAt, reading, minPosition }).filter(
    ([, value]) => value !== undefined,
  );
  return given.length === 0 ? '' : `?${new URLSearchParams(given as [string, string][])}`;
}

const MOST_RETRIES = 2;

/** Only what may be different in a moment is asked again. */
export function retryTransient(failures: number, problem: Error): boolean {
  const transient = !(problem instanceof Problem) || problem.status === 0 || problem.status >= 502;
  return transient && failures < MOST_RETRIES;
}
