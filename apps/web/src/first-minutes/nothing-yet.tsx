import { Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense } from 'react';
import { useCurrentBook } from '../app/current-book.tsx';
import { may, useSession } from '../app/may.ts';
import { keepPlace } from '../app/place.ts';
import { useTimeTravel } from '../time/time-travel.tsx';

/** Whoever has a book that is full never needs it. */
const ExampleOffer = lazy(async () => ({ default: (await import('./example-offer.tsx')).ExampleOffer }));

/** What a screen says that has nothing to show: what would fill it, and the way there. */
export function NothingYet({ children: fills }: { readonly children: ReactNode }) {
  const { live, goLive } = useTimeTravel();
  const { book, position } = useCurrentBook();
  const session = useSession();
  if (!live) {
    return (
      <>
        <p>
          <Trans>Nothing of this was known, or in force, at this point in time.</Trans>
        </p>
        <button type="button" className="button" onClick={goLive}>
          <Trans>Back to live</Trans>
        </button>
      </>
    );
  }
  return (
    <>
      {position === 0 ? (
        <h2 className="text-section font-semibold text-ink">
          <Trans>This book is empty</Trans>
        </h2>
      ) : null}
      <p>{fills}</p>
      {position === 0 ? (
        <Suspense>
          <ExampleOffer into={book} />
        </Suspense>
      ) : null}
      {session && may(session, book, 'record') ? (
        <Link to="/record" search={keepPlace({ type: 'PartyRegistered' })} className="button">
          <Trans>Record an event</Trans>
        </Link>
      ) : null}
    </>
  );
}
