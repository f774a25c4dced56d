import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useReducer, useState } from 'react';
import { positionFloor, raisePositionFloor } from '../api/position-floor.ts';
import { retryUnanswered } from '../api/queries.ts';
import type { BookEvent } from '../api/shapes.ts';
import type { Coordinates } from '../time/timeline.ts';
import { followBook } from './book-stream.ts';
import { type Connection, startConnection, transition } from './connection-machine.ts';

const LiveConnection = createContext<Connection>({ state: 'connecting', lag: null, since: 0 });

export function useConnection(): Connection {
  return useContext(LiveConnection);
}

/** Follows the book: what is recorded enters the cached history at once, and live reads are asked again. */
export function LiveBook({ book, after, children }: LiveBookProps) {
  const queries = useQueryClient();
  const [connection, tell] = useReducer(transition, null, () => startConnection(Date.now()));
  // The position at which this screen was opened; what comes later comes through the stream.
  const [resumeFrom] = useState(after);
  useEffect(() => {
    const stop = new AbortController();
    const refresh = refresher(queries, book);
    followBook(
      book,
      Math.max(resumeFrom, positionFloor(book)),
      (message) => {
        if (message.says === 'signal') {
          tell(message.signal);
          if (message.signal.input === 'refused') queries.invalidateQueries({ queryKey: ['session'] });
          if (message.signal.input === 'caught-up') void retryUnanswered(queries);
        } else if (message.says === 'recorded') {
          takeIn(queries, book, message.event);
          refresh();
        } else if (message.says === 'reset') {
          queries.invalidateQueries({ queryKey: ['book-events', book] });
          refresh();
        }
      },
      stop.signal,
    );
    return () => stop.abort();
  }, [queries, book, resumeFrom]);
  return <LiveConnection value={connection}>{children}</LiveConnection>;
}

interface LiveBookProps {
  readonly book: string;
  readonly after: number;
  readonly children: ReactNode;
}

/** Adds an event to the history that is already here; a history with a gap is fetched again. */
export function takeIn(queries: QueryClient, book: string, event: BookEvent): void {
  raisePositionFloor(book, event.position);
  queries.setQueryData<readonly BookEvent[]>(['book-events', book], (events) => {
    if (!events) return events;
    const head = events.at(-1)?.position ?? 0;
    if (event.position === head + 1) return [...events, event];
    if (event.position > head + 1) queueMicrotask(() => queries.invalidateQueries({ queryKey: ['book-events', book] }));
    return events;
  });
}

/** Events come in bursts; the screen is asked again at most this often. */
const REFRESH_EVERY_MS = 40;

function refresher(queries: QueryClient, book: string): () => void {
  let waiting = false;
  return () => {
    if (waiting) return;
    waiting = true;
    setTimeout(() => {
      waiting = false;
      refreshLiveReads(queries, book);
    }, REFRESH_EVERY_MS);
  };
}

/** Asks again what is read at the present: a known position in the past answers the same for ever. */
export function refreshLiveReads(queries: QueryClient, book: string): Promise<void> {
  return queries.invalidateQueries({
    predicate: ({ queryKey: [scope, of, , at] }) =>
      scope === 'books' || (scope === 'book' && of === book && (at as Coordinates).knownAt === undefined),
  });
}
