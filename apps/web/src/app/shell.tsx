import { useQuery } from '@tanstack/react-query';
import { Outlet } from '@tanstack/react-router';
import { booksRead, sessionRead } from '../api/reads.ts';
import { Problem } from '../api/request.ts';
import type { BookRow } from '../api/shapes.ts';
import { LiveBook } from '../connection/live-book.tsx';
import { DifferenceSheet } from '../difference/difference-sheet.tsx';
import { ExplainSheet } from '../explain/explain-sheet.tsx';
import { TourHost } from '../first-minutes/tour-host.tsx';
import { BookHistoryProvider } from '../time/book-history.tsx';
import { TimeDock } from '../time/time-dock.tsx';
import { TimeTravelProvider } from '../time/time-travel.tsx';
import { CurrentBookProvider } from './current-book.tsx';
import { Main } from './main-region.tsx';
import { Masthead } from './masthead.tsx';
import { NoBook, Opening } from './no-book.tsx';
import { useBook, useUrl } from './place.ts';
import { Shortcuts } from './shortcuts.tsx';
import { SignIn } from './sign-in.tsx';

/** How soon a book that the URL names and nobody knows is looked for again. */
const LOOK_AGAIN_MS = 2_000;

/** What is around every screen: who is asking, which book, what time. */
export function Shell() {
  const session = useQuery(sessionRead);
  const { book: named } = useUrl();
  // A link to a book that has just been made may be followed before the reading side knows of the book.
  const isMissing = (known: readonly BookRow[] | undefined) =>
    named !== undefined && known?.every(({ book }) => book !== named) === true;
  const books = useQuery({
    ...booksRead,
    enabled: session.isSuccess,
    refetchInterval: ({ state }) => (isMissing(state.data) ? LOOK_AGAIN_MS : false),
  });
  const { book } = useBook();
  if (session.isPending) return <Opening />;
  const refused = [session.error, books.error].find((error) => error instanceof Problem && error.status === 401);
  if (refused) return <SignIn />;
  // What was read before stays on screen while nothing answers: it says itself that it may be out of date.
  const failed = [session, books].find(({ data, error }) => data === undefined && error !== null);
  if (failed || books.isPending || !book) {
    return (
      <NoBook
        failure={failed?.error ?? null}
        failedAt={failed?.errorUpdatedAt ?? 0}
        loading={books.isPending}
        retry={() => Promise.all([session.refetch(), books.refetch()])}
      />
    );
  }
  return (
    <CurrentBookProvider book={book} key={book.book}>
      <LiveBook book={book.book} after={book.checkpoint}>
        <BookHistoryProvider>
          <TimeTravelProvider>
            <div className="page">
              <Masthead />
              <Main>
                <Outlet />
              </Main>
              <TimeDock />
            </div>
            <DifferenceSheet />
            <ExplainSheet />
            <Shortcuts />
            <TourHost />
          </TimeTravelProvider>
        </BookHistoryProvider>
      </LiveBook>
    </CurrentBookProvider>
  );
}
