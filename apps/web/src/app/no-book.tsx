import { Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { Empty, Loading, Panel } from '../design/panel.tsx';

interface NoBookProps {
  readonly failure: Error | null;
  readonly loading: boolean;
  readonly retry: () => unknown;
}

/** The page while there is no book to show: not yet, not reachable, or none that may be read. */
export function NoBook({ failure, loading, retry }: NoBookProps) {
  if (loading && !failure) return <Loading lines={8} />;
  return (
    <main className="mx-auto max-w-2xl p-6">
      <h1 className="text-title font-semibold tracking-tight">Offtake</h1>
      {failure ? (
        <Panel reading={{ data: undefined, error: failure, isPending: false, refetch: retry }}>{() => null}</Panel>
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
