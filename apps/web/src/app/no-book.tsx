import { Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { isUnanswered } from '../api/queries.ts';
import { ConnectionBadge } from '../connection/connection-chip.tsx';
import { type Connection, startConnection } from '../connection/connection-machine.ts';
import { Empty, Failure, Loading } from '../design/panel.tsx';
import { LocaleSwitch } from './locale-switch.tsx';
import { useBook } from './place.ts';
import { ThemeSwitch } from './theme-switch.tsx';

const ExampleOffer = lazy(async () => ({
  default: (await import('../first-minutes/example-offer.tsx')).ExampleOffer,
}));

interface NoBookProps {
  readonly failure: Error | null;
  /** Milliseconds since the epoch. */
  readonly failedAt: number;
  readonly loading: boolean;
  readonly retry: () => unknown;
}

/** The page while there is no book to show: not yet, not reachable, or none that may be read. */
export function NoBook({ failure, failedAt, loading, retry }: NoBookProps) {
  const { books } = useBook();
  if (loading && !failure) return <Opening />;
  if (!failure && books.length === 0) return <NothingAtAll />;
  return (
    <main className="mx-auto max-w-2xl p-6">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h1 className="text-title font-semibold tracking-tight">Offtake</h1>
        {isUnanswered(failure) ? <ConnectionBadge connection={offlineSince(failedAt)} /> : null}
      </div>
      {failure ? (
        <Failure error={failure} retry={retry} />
      ) : (
        <Empty>
          <p>
            <Trans>There is no such book, or none that you may read.</Trans>
          </p>
          <Link to="/" search={{}} className="button">
            <Trans>Show the first book</Trans>
          </Link>
        </Empty>
      )}
    </main>
  );
}

const offlineSince = (since: number): Connection => ({ state: 'offline', lag: null, since });

/** The page before it is known who asks, and for which book. */
export function Opening() {
  return (
    <div className="mx-auto max-w-2xl p-6">
      <ConnectionBadge connection={startConnection(0)} />
      <Loading lines={8} />
    </div>
  );
}

/** A system without a book, as far as whoever asks may read. */
function NothingAtAll() {
  return (
    <div className="grid min-h-dvh grid-rows-[auto_1fr]">
      <div className="flex justify-end gap-1 p-3">
        <LocaleSwitch />
        <ThemeSwitch />
      </div>
      <main data-testid="no-book" className="mx-auto w-full max-w-lg self-center px-6 pb-24">
        <img src="/mark.svg" alt="" width={40} height={40} />
        <h1 className="mt-6 text-title font-semibold tracking-tight">
          <Trans>There is no book yet</Trans>
        </h1>
        <div className="mt-2 grid gap-4 text-body text-soft">
          <p>
            <Trans>
              A book holds what was recorded of deals, event by event. Every number on these screens is a sum of it, at
              whichever moment you choose.
            </Trans>
          </p>
          <Suspense fallback={<Loading lines={3} />}>
            <ExampleOffer into={null} />
          </Suspense>
        </div>
      </main>
    </div>
  );
}
