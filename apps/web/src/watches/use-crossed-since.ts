import { useQuery } from '@tanstack/react-query';
import { MOST_LOCAL_EVENTS } from '../api/reads.ts';
import { useCurrentBook } from '../app/current-book.tsx';
import { useBookHistory } from '../time/book-history.tsx';
import { useCoordinates } from '../time/coordinates.ts';
import { useTimeTravel } from '../time/time-travel.tsx';
import { type Moment, momentAt } from '../time/timeline.ts';
import { crossedSince, MOST_WALKED } from './crossed-since.ts';
import type { Watched } from './use-watched.ts';

/** The event that made a watch crossed, where the book is small enough to be folded here; null: not crossed, or unknown. */
export function useCrossedSince({ terms, outcome }: Watched): Moment | null {
  const { book, events: size } = useCurrentBook();
  const { events, timeline } = useBookHistory();
  const { validAt, reading } = useCoordinates();
  const { position } = useTimeTravel();
  const isWalked = outcome === 'crossed' && size <= MOST_LOCAL_EVENTS && events.length > 0;
  const { data: code } = useQuery({
    queryKey: ['replay-code'],
    queryFn: () => import('../replay/replayed-book.ts'),
    enabled: isWalked,
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (!isWalked || !code) return null;
  if (terms.measure === 'coverage' || terms.measure === 'overdue' || terms.measure === 'overdue-legs') return null;
  try {
    const { kind, unit } = terms;
    const about = 'deal' in terms && terms.deal !== undefined ? { deal: terms.deal } : { party: terms.party ?? '' };
    const replayed = code.replayBook(book, events);
    const { postings } = replayed.explain({ kind, unit, ...about }, { position, validAt, reading });
    if (postings.length > MOST_WALKED) return null;
    const since = crossedSince(terms, postings, (party) => party);
    return since === null ? null : (momentAt(timeline, since) ?? null);
  } catch {
    // What this client cannot fold it does not date either.
    return null;
  }
}
