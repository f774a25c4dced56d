import { useQueries, useQuery } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useMemo } from 'react';
import { landmarkRead } from '../api/landmarks.ts';
import { eventsRead, MOST_LOCAL_EVENTS } from '../api/reads.ts';
import type { BookEvent } from '../api/shapes.ts';
import { useCurrentBook } from '../app/current-book.tsx';
import { useUrl } from '../app/place.ts';
import { type Timeline, withMoments } from './timeline.ts';

interface BookHistory {
  readonly events: readonly BookEvent[];
  readonly timeline: Timeline;
  /** What a stream is called: a deal by its title, a party by its name. */
  readonly titleOf: (stream: string) => string;
  readonly loading: boolean;
  readonly error: Error | null;
  readonly retry: () => void;
}

const History = createContext<BookHistory | null>(null);

/** The book's whole history, fetched once and kept up by the stream: what the scrubber steps over and replay folds. */
export function BookHistoryProvider({ children }: { readonly children: ReactNode }) {
  const { book, events: size } = useCurrentBook();
  const { data, isPending, error, refetch } = useQuery(eventsRead(book, size));
  const landmarks = useLandmarks(book, size > MOST_LOCAL_EVENTS);
  const history = useMemo<BookHistory>(() => {
    const events = withMoments(data ?? [], landmarks);
    const titles = titlesIn(events);
    return {
      events,
      timeline: events,
      titleOf: (stream) => titles.get(stream) ?? stream.slice(stream.indexOf('/') + 1),
      loading: isPending,
      error,
      retry: () => void refetch(),
    };
  }, [data, landmarks, isPending, error, refetch]);
  return <History value={history}>{children}</History>;
}

/** Of a long book: the events at the moments that are looked at. */
function useLandmarks(book: string, isLong: boolean): readonly BookEvent[] {
  const { knownAt, fromKnown } = useUrl();
  const moments = isLong ? [knownAt, fromKnown].filter((moment) => moment !== undefined) : [];
  return useQueries({
    queries: moments.map((moment) => landmarkRead(book, moment)),
    combine: (answers) => answers.flatMap(({ data }) => data ?? []),
  });
}

export function useBookHistory(): BookHistory {
  const history = useContext(History);
  if (!history) throw new Error('outside of the shell there is no history');
  return history;
}

/** What may say what a stream is called. */
const NAMING: ReadonlySet<string> = new Set(['DealAnnounced', 'PartyRegistered', 'PartyUpdated', 'EventCorrected']);

function titlesIn(events: readonly BookEvent[]): ReadonlyMap<string, string> {
  const titles = new Map<string, string>();
  for (const { type, stream, data } of events) {
    const said = type === 'EventCorrected' ? (data['data'] as BookEvent['data']) : data;
    const title = NAMING.has(type) ? (stream.startsWith('deal/') ? said['title'] : said['name']) : undefined;
    if (typeof title === 'string') titles.set(stream, title);
  }
  return titles;
}

/** A party's name by its slug. */
export function usePartyName(): (party: string) => string {
  const { titleOf } = useBookHistory();
  return (party) => titleOf(`party/${party}`);
}
