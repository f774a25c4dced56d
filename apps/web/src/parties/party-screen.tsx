import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { partyRead } from '../api/reads.ts';
import type { Party } from '../api/shapes.ts';
import { useCurrentBook } from '../app/current-book.tsx';
import { keepPlace } from '../app/place.ts';
import { Panel } from '../design/panel.tsx';
import { useTitle } from '../design/use-title.ts';
import { useExposures } from '../exposure/use-exposures.ts';
import { useCoordinates } from '../time/coordinates.ts';
import { useTimeTravel } from '../time/time-travel.tsx';
import { Metrics } from './metrics.tsx';
import { PartyLink } from './party-link.tsx';
import { PartySides } from './party-sides.tsx';
import { Targets } from './targets.tsx';

/** One party: what it owes, what it is owed, what it aims at, and what was observed of it. */
export function PartyScreen() {
  const { book } = useCurrentBook();
  const { party = '' } = useParams({ strict: false });
  const at = useCoordinates();
  const reading = useQuery(partyRead(book, at, party));
  const exposures = useExposures(book);
  return (
    <div data-testid="party" data-party={party}>
      <Panel reading={reading}>
        {(about) => (
          <>
            <Head party={about} />
            <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_26rem]">
              <Panel reading={exposures}>{({ rows }) => <PartySides party={party} rows={rows} />}</Panel>
              <aside className="grid min-w-0 gap-4">
                <Targets targets={about.targets} />
                <Metrics metrics={about.metrics} />
              </aside>
            </div>
          </>
        )}
      </Panel>
    </div>
  );
}

function Head({ party: { party, name, aliases, parent, lei } }: { readonly party: Party }) {
  const { t } = useLingui();
  const { live } = useTimeTravel();
  useTitle(name);
  return (
    <header className="mb-4 grid gap-3">
      <nav aria-label={t`Where this is`} className="text-soft">
        <Link to="/parties" search={keepPlace()} className="linklike">
          <Trans>Parties</Trans>
        </Link>
        <span aria-hidden> / </span>
        {party}
      </nav>
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div>
          <h1 className="text-title font-semibold tracking-tight">{name}</h1>
          <p className="mt-1 flex flex-wrap gap-x-4 text-soft">
            {aliases.length > 0 ? (
              <span>
                <Trans>also {aliases.join(', ')}</Trans>
              </span>
            ) : null}
            {parent ? (
              <span>
                <Trans>part of</Trans> <PartyLink party={parent} />
              </span>
            ) : null}
            {lei ? <span>LEI {lei}</span> : null}
            <Link to="/deals" search={keepPlace({ party })} className="linklike">
              <Trans>its deals</Trans>
            </Link>
            <Link to="/" search={keepPlace({ party })} className="linklike">
              <Trans>its part of the matrix</Trans>
            </Link>
          </p>
        </div>
        {live ? (
          <div className="flex flex-wrap gap-2">
            <Link to="/record" search={keepPlace({ type: 'MetricObserved', party })} className="button">
              <Trans>Observe a metric</Trans>
            </Link>
            <Link to="/record" search={keepPlace({ type: 'TargetStated', party })} className="button">
              <Trans>State a target</Trans>
            </Link>
          </div>
        ) : null}
      </div>
    </header>
  );
}
