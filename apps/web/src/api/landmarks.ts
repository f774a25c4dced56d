import { queryOptions } from '@tanstack/react-query';
import { isPosition } from '../time/timeline.ts';
import { retryTransient } from './reads.ts';
import { request } from './request.ts';
import type { BookEvent, Read } from './shapes.ts';

/** What is read of a book that is too long to be here: only the events at the moments that are looked at. */

interface EventPage extends Read {
  readonly events: readonly BookEvent[];
}

/**
 * The last event that `knownAt` takes in and the one after it. With these two in the timeline it says exactly how far
 * `knownAt` reaches, as it does of a book that is here in full.
 */
export const landmarkRead = (book: string, knownAt: string) =>
  queryOptions({
    queryKey: ['book-events', book, 'around', knownAt],
    queryFn: async ({ signal }) => {
      const read = (query: string) => request<EventPage>(`/api/books/${book}/events?${query}`, { signal });
      const position = isPosition(knownAt) ? Number(knownAt) : (await read(`knownAt=${knownAt}&limit=1`)).position;
      const { events } = await read(position === 0 ? 'after=0&limit=1' : `after=${position - 1}&limit=2`);
      return events;
    },
    staleTime: Number.POSITIVE_INFINITY,
    retry: retryTransient,
  });
