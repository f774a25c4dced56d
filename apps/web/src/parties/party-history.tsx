import { Trans } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { partyHistoryRead } from '../api/reads.ts';
import { useCurrentBook } from '../app/current-book.tsx';
import { StreamHistory } from '../deals/stream-history.tsx';
import { Panel } from '../design/panel.tsx';
import { useCoordinates } from '../time/coordinates.ts';

/** How the party came to be what the book has of it: registered, updated, observed, merged. */
export function PartyHistory({ party }: { readonly party: string }) {
  const { book } = useCurrentBook();
  const history = useQuery(partyHistoryRead(book, useCoordinates(), party));
  return (
    <section className="panel min-w-0" data-testid="party-history">
      <h2 className="px-4 pt-3 text-section font-semibold">
        <Trans>History</Trans>
      </h2>
      <Panel reading={history}>{({ entries }) => <StreamHistory of={{ party }} entries={entries} />}</Panel>
    </section>
  );
}
