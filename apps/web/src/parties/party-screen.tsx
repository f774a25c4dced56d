import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { partiesRead, partyRead } from '../api/reads.ts';
import type { ExposureRow, Exposures, Party } from '../api/shapes.ts';
import { useCurrentBook } from '../app/current-book.tsx';
import { keepPlace } from '../app/place.ts';
import { ConcentrationPanel } from '../concentration/concentration-panel.tsx';
import { DeliveryPanel } from '../delivery/delivery-panel.tsx';
import { Empty, Panel, type Reading } from '../design/panel.tsx';
import { useTitle } from '../design/use-title.ts';
import { CoveragePanel } from '../due/coverage-panel.tsx';
import { RunoffPanel } from '../due/runoff-panel.tsx';
import { useExposures } from '../exposure/use-exposures.ts';
import { PartyTargets } from '../targets/party-targets.tsx';
import { ChangeMarks } from '../time/change-marks.tsx';
import { exposureAmounts } from '../time/changed-amounts.ts';
import { useCoordinates } from '../time/coordinates.ts';
import { useTimeTravel } from '../time/time-travel.tsx';
import { WatchLink } from '../watches/watch-link.tsx';
import { DenominationPicker, useDenominations } from './denomination-picker.tsx';
import { GroupChoice, useConsolidate } from './group-choice.tsx';
import { membersOf } from './members.ts';
import { Merged, MergedInto, ReadsAs } from './merged.tsx';
import { Metrics } from './metrics.tsx';
import { PartyFirmness } from './party-firmness.tsx';
import { PartyHistory } from './party-history.tsx';
import { PartyLink } from './party-link.tsx';
import { PartySides } from './party-sides.tsx';
import { PartyTabs, usePartyView } from './party-tabs.tsx';
import { Targets } from './targets.tsx';

/** One party: what it owes, what it is owed, what it aims at, and what was observed of it. */
export function PartyScreen() {
  const { book } = useCurrentBook();
  const { party = '' } = useParams({ strict: false });
  const at = useCoordinates();
  const reading = useQuery(partyRead(book, at, party));
  const view = usePartyView();
  // What is measured of a group takes the rows of all its members.
  const exposures = useExposures(book, view === 'overview' ? { party } : {});
  return (
    <div data-testid="party" data-party={party}>
      <Panel reading={reading}>
        {(about) => (
          <>
            <Head party={about} />
            <PartyTabs />
            {view === 'overview' ? <Overview party={about} exposures={exposures} /> : null}
            {view === 'concentration' || view === 'due' ? (
              <Panel reading={exposures}>{({ rows }) => <Measured party={party} rows={rows} view={view} />}</Panel>
            ) : null}
            {view === 'delivery' ? <DeliveryPanel of={{ party }} /> : null}
            {view === 'targets' ? <PartyTargets targets={about.targets} /> : null}
          </>
        )}
      </Panel>
    </div>
  );
}

interface OverviewProps {
  readonly party: Party;
  readonly exposures: Reading<Exposures>;
}

function Overview({ party: { party, targets, metrics, mergedInto }, exposures }: OverviewProps) {
  return (
    <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_26rem]">
      <Panel reading={exposures}>
        {(answer) => (
          <div className="grid min-w-0 gap-4">
            {mergedInto ? (
              <ReadsAs into={mergedInto} />
            ) : (
              <>
                <PartyFirmness party={party} rows={answer.rows} />
                <ChangeMarks of={answer} scope={party} amounts={exposureAmounts(answer.rows)}>
                  <PartySides party={party} rows={answer.rows} />
                </ChangeMarks>
              </>
            )}
            <PartyHistory party={party} />
          </div>
        )}
      </Panel>
      <aside className="grid min-w-0 gap-4">
        <Targets targets={targets} />
        <Metrics metrics={metrics} />
      </aside>
    </div>
  );
}

interface MeasuredProps {
  readonly party: string;
  readonly rows: readonly ExposureRow[];
  readonly view: 'concentration' | 'due';
}

/** What is measured in one kind and unit at a time. */
function Measured({ party, rows, view }: MeasuredProps) {
  const consolidate = useConsolidate();
  const { book } = useCurrentBook();
  const parties = useQuery({ ...partiesRead(book, useCoordinates()), enabled: consolidate });
  const members = consolidate ? membersOf(parties.data?.parties ?? [], party) : [party];
  const { groups, chosen } = useDenominations(members, rows);
  return (
    <div className="grid gap-4">
      <div className="flex flex-wrap items-start justify-between gap-3">
        {chosen ? <DenominationPicker groups={groups} chosen={chosen} /> : null}
        <GroupChoice />
      </div>
      {chosen ? null : (
        <section className="panel">
          <Empty>
            <Trans>Nothing on record. A deal that names this party in a leg fills this page.</Trans>
          </Empty>
        </section>
      )}
      {chosen && view === 'concentration' ? (
        <div className="grid items-start gap-4 lg:grid-cols-2">
          <ConcentrationPanel party={party} side="obligor" {...chosen} />
          <ConcentrationPanel party={party} side="obligee" {...chosen} />
        </div>
      ) : null}
      {chosen && view === 'due' ? <RunoffPanel party={party} chosen={chosen} /> : null}
      {view === 'due' ? <CoveragePanel party={party} /> : null}
    </div>
  );
}

function Head({ party: { party, name, aliases, parent, lei, mergedInto, merged } }: { readonly party: Party }) {
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
            {mergedInto ? <MergedInto party={party} into={mergedInto} /> : null}
            {merged ? <Merged parties={merged} /> : null}
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
        {live && !mergedInto ? (
          <div className="flex flex-wrap gap-2">
            <WatchLink party={party} />
            <Link to="/record" search={keepPlace({ type: 'MetricObserved', party })} className="button">
              <Trans>Observe a metric</Trans>
            </Link>
            <Link to="/record" search={keepPlace({ type: 'TargetStated', party })} className="button">
              <Trans>State a target</Trans>
            </Link>
            <Link to="/record" search={keepPlace({ type: 'PartyUpdated', party })} className="button">
              <Trans>Update</Trans>
            </Link>
            <Link to="/record" search={keepPlace({ type: 'PartiesMerged', party })} className="button">
              <Trans>Merge</Trans>
            </Link>
          </div>
        ) : null}
      </div>
    </header>
  );
}
