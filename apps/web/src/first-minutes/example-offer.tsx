import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { raisePositionFloor } from '../api/position-floor.ts';
import { booksRead } from '../api/reads.ts';
import { Problem } from '../api/request.ts';
import { may, useSession } from '../app/may.ts';
import { refreshLiveReads } from '../connection/live-book.tsx';
import { createExampleBook, type Progress, recordExample, untilShown } from './example-book.ts';
import { offerTour } from './tour-place.ts';

/** Loads the example, into the empty book that is on screen or into one of its own; then the tour begins. */
export function ExampleOffer({ into }: { readonly into: string | null }) {
  const { t } = useLingui();
  const session = useSession();
  const { load, progress } = useExample(into);
  if (!session) return null;
  if (into === null ? !session.platformOperator : !may(session, into, 'record')) return <WhoMay into={into} />;
  const { isPending, error } = load;
  return (
    <div data-testid="example-offer" className="grid max-w-2xl justify-items-start gap-3">
      <p>
        <Trans>
          The example book holds the AI-compute deals that have become public: who promised what to whom, from which
          source, and what came of it.
        </Trans>
      </p>
      <button
        type="button"
        className="button button-strong"
        aria-disabled={isPending}
        onClick={() => (isPending ? undefined : load.mutate())}
      >
        {isPending ? <Trans>Loading the example book</Trans> : <Trans>Load the example book</Trans>}
      </button>
      {isPending ? (
        <progress
          className="progress max-w-80"
          aria-label={t`Progress of loading the example book`}
          max={progress.total}
          {...(progress.done > 0 ? { value: progress.done } : {})}
        />
      ) : null}
      {error ? (
        <p role="alert" className="font-medium text-bad [overflow-wrap:anywhere]">
          <Refused error={error} />
        </p>
      ) : null}
    </div>
  );
}

function useExample(into: string | null) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [progress, tell] = useState<Progress>({ done: 0, total: 1 });
  const load = useMutation({
    mutationFn: async () => {
      const book = into ?? (await createExampleBook());
      const position = await recordExample(book, tell);
      raisePositionFloor(book, position);
      await untilShown(book, position, () => queries.fetchQuery({ ...booksRead, staleTime: 0 }));
      await queries.invalidateQueries({ queryKey: ['book-events', book] });
      await refreshLiveReads(queries, book);
      return book;
    },
    onSuccess: async (book) => {
      await navigate({ to: '/', search: { book } });
      offerTour();
    },
  });
  return { load, progress };
}

function WhoMay({ into }: { readonly into: string | null }) {
  return (
    <p>
      {into === null ? (
        <Trans>The platform operator can load the example book, or make you a member of another.</Trans>
      ) : (
        <Trans>Whoever records in this book can load the example into it; you may only read it.</Trans>
      )}
    </p>
  );
}

function Refused({ error }: { readonly error: Error }) {
  if (!(error instanceof Problem)) return <Trans>The example book was not loaded as a whole: {error.message}</Trans>;
  if (error.status === 403) return <Trans>You may not load it: your role does not allow that.</Trans>;
  // No answer at all, or the gateway's word that there is none.
  if (error.status === 0 || error.status === 502 || error.status === 504)
    return <Trans>Nothing answers at the moment. What was recorded is kept: try again.</Trans>;
  return error.message;
}
