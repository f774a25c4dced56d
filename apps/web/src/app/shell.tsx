import { useQuery } from '@tanstack/react-query';
import { Outlet } from '@tanstack/react-router';
import { booksRead, sessionRead } from '../api/reads.ts';
import { Problem } from '../api/request.ts';
import { LiveBook } from '../connection/live-book.tsx';
import { Loading } from '../design/panel.tsx';
import { DifferenceSheet } from '../difference/difference-sheet.tsx';
import { ExplainSheet } from '../explain/explain-sheet.tsx';
import { TourHost } from '../first-minutes/tour-host.tsx';
import { BookHistoryProvider } from '../time/book-history.tsx';
import { TimeDock } from '../time/time-dock.tsx';
import { TimeTravelProvider } from '../time/time-travel.tsx';
import { CurrentBookProvider } from './current-book.tsx';
import { Main } from './main-region.tsx';
import { Masthead } from './masthead.tsx';
import { NoBook } from './no-book.tsx';
import { useBook } from './place.ts';
import { Shortcuts } from './shortcuts.tsx';
import { SignIn } from './sign-in.tsx';

/** What is around every screen: who is asking, which book, what time. */
export function Shell() {
  const session = useQuery(sessionRead);
  const books = useQuery({ ...booksRead, enabled: session.isSuccess });
  const { book } = useBook();
  if (session.isPending) return <Loading lines={8} />;
  const refused = [session.error, books.error].find((error) => error instanceof Problem && error.status === 401);
  if (refused) return <SignIn />;
  const failure = session.error ?? books.error;
  if (failure || books.isPending || !book) {
    return (
      <NoBook
        failure={failure}
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
