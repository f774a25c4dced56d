import { type Outcome, outcomeOf } from '@offtake/exposure/watched';
import { useQuery } from '@tanstack/react-query';
import { type Watch, watchesRead } from '../api/watches.ts';
import { useCurrentBook } from '../app/current-book.tsx';
import { measure, type Taken } from './measuring.ts';
import { useWatchReadings } from './use-watch-readings.ts';

export interface Watched extends Watch {
  /** Undefined: not read yet. */
  readonly taken: Taken | undefined;
  readonly outcome: Outcome | undefined;
}

/** What the reader watches, each measured at the coordinates on screen. */
export function useWatched() {
  const { book } = useCurrentBook();
  const watches = useQuery(watchesRead(book));
  const { readings, settled } = useWatchReadings(watches.data ?? []);
  const watched = watches.data?.map(({ watch, terms }): Watched => {
    const taken = measure(terms, readings);
    return { watch, terms, taken, outcome: taken && outcomeOf(taken.measured, terms) };
  });
  return { reading: { ...watches, data: watched }, settled: settled && watches.isSuccess };
}

export function crossedIn(watched: readonly Watched[]): readonly Watched[] {
  return watched.filter(({ outcome }) => outcome === 'crossed');
}
