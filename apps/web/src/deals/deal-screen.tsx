import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { dealRead, historyRead } from '../api/reads.ts';
import type { Deal } from '../api/shapes.ts';
import { useCurrentBook } from '../app/current-book.tsx';
import { keepPlace } from '../app/place.ts';
import { DeliveryPanel } from '../delivery/delivery-panel.tsx';
import { Note, Panel } from '../design/panel.tsx';
import { useTitle } from '../design/use-title.ts';
import { ChangeMarks } from '../time/change-marks.tsx';
import { useCoordinates } from '../time/coordinates.ts';
import { useWords } from '../words/use-words.ts';
import { DealActions } from './deal-actions.tsx';
import { legAmounts } from './deal-amounts.ts';
import { DealStateBadge } from './deal-state-badge.tsx';
import { Evidences } from './evidences.tsx';
import { LegSheet } from './leg-sheet.tsx';
import { Rights } from './rights.tsx';
import { StreamHistory } from './stream-history.tsx';

/** One deal: its term sheet, and how it came to be so. */
export function DealScreen() {
  const { book } = useCurrentBook();
  const { deal } = useParams({ strict: false });
  const at = useCoordinates();
  const reading = useQuery(dealRead(book, at, deal ?? ''));
  const history = useQuery(historyRead(book, at, deal ?? ''));
  return (
    <div data-testid="deal" data-deal={deal}>
      <Panel reading={reading} lines={10}>
        {(terms) => (
          <>
            <Head deal={terms} />
            {terms.leftAside?.length ? <LeftAside count={terms.leftAside.length} /> : null}
            <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_22rem]">
              <div className="grid min-w-0 gap-4">
                <ChangeMarks of={terms} scope={terms.deal} amounts={legAmounts(terms)}>
                  <LegSheet deal={terms.deal} legs={terms.legs} />
                </ChangeMarks>
                {terms.legs.length > 0 ? <DeliveryPanel of={{ deal: terms.deal }} /> : null}
                <section className="panel min-w-0">
                  <h2 className="px-4 pt-3 text-section font-semibold">
                    <Trans>History</Trans>
                  </h2>
                  <Panel reading={history}>
                    {({ entries }) => <StreamHistory of={{ deal: terms.deal }} entries={entries} />}
                  </Panel>
                </section>
              </div>
              <aside className="grid min-w-0 gap-4">
                <Rights rights={terms.rights} />
                <Evidences evidence={terms.evidence} />
              </aside>
            </div>
          </>
        )}
      </Panel>
    </div>
  );
}

/** An other version that does not fit what came after is not guessed at: it is left aside, and said to be. */
function LeftAside({ count }: { readonly count: number }) {
  return (
    <Note tone="warn">
      <Plural
        value={count}
        one="The other version of # disputed event does not fit the rest of the deal: it reads as recorded."
        other="The other versions of # disputed events do not fit the rest of the deal: they read as recorded."
      />
    </Note>
  );
}

function Head({ deal }: { readonly deal: Deal }) {
  const { day } = useWords();
  const { t } = useLingui();
  useTitle(deal.title);
  return (
    <header className="mb-4 grid gap-3">
      <nav aria-label={t`Where this is`} className="text-soft">
        <Link to="/deals" search={keepPlace()} className="linklike">
          <Trans>Deals</Trans>
        </Link>
        <span aria-hidden> / </span>
        {deal.deal}
      </nav>
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0">
          <h1 className="text-title font-semibold tracking-tight">{deal.title}</h1>
          <p className="mt-1 flex flex-wrap gap-x-4 gap-y-1 text-soft">
            <DealStateBadge state={deal.state} flags={deal.flags} />
            <span>
              <Trans>announced {day(deal.announcedOn)}</Trans>
            </span>
            <span>
              <Trans>last confirmed {day(deal.lastConfirmedOn)}</Trans>
            </span>
            <span>
              <Trans>version {deal.version}</Trans>
            </span>
          </p>
        </div>
        <DealActions deal={deal.deal} />
      </div>
    </header>
  );
}
