import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { MOST_LOCAL_EVENTS } from '../api/reads.ts';
import { useCurrentBook } from '../app/current-book.tsx';
import { useBookHistory } from '../time/book-history.tsx';
import { useCoordinates } from '../time/coordinates.ts';
import { isLive, knownPosition } from '../time/timeline.ts';
import type { ReplayPlace } from './replay-place.ts';
import type { ReplayedBook } from './replayed-book.ts';

interface Replay {
  readonly book: ReplayedBook;
  /** Where the screen stands. */
  readonly at: ReplayPlace;
}

/** The book folded in the browser, while the screen is away from the present; null where the server answers. */
export function useReplayedBook(): Replay | null {
  const { timeline } = useBookHistory();
  const at = useCoordinates();
  const replayed = useFoldedBook(!isLive(at));
  const { validAt, reading } = at;
  return replayed && { book: replayed, at: { position: knownPosition(timeline, at.knownAt), validAt, reading } };
}

/** The book folded in the browser as far as it is known here, if it is wanted; null of one that is too long. */
export function useFoldedBook(isWanted: boolean): ReplayedBook | null {
  const { book, events: size } = useCurrentBook();
  const { events } = useBookHistory();
  const isAway = isWanted && size <= MOST_LOCAL_EVENTS && events.length > 0;
  // The code of the fold comes when it is first needed.
  const { data: code } = useQuery({
    queryKey: ['replay-code'],
    queryFn: () => import('./replayed-book.ts'),
    enabled: isAway,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return useMemo(() => {
    if (!code || !isAway) return null;
    try {
      return code.replayBook(book, events);
    } catch {
      // The server folds what this client cannot, and its answers are shown instead.
      return null;
    }
  }, [code, isAway, book, events]);
}
