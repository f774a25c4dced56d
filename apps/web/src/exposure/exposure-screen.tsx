import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { lazy, type ReactNode, Suspense } from 'react';
import type { ExposureRow, Exposures } from '../api/shapes.ts';
import { useCurrentBook } from '../app/current-book.tsx';
import { useSetUrl, useUrl } from '../app/place.ts';
import { Loading, Panel } from '../design/panel.tsx';
import { ScreenHead } from '../design/screen-head.tsx';
import { useWide } from '../design/use-wide.ts';
import { ExportMenu } from '../export/export-menu.tsx';
import { NothingYet } from '../first-minutes/nothing-yet.tsx';
import { TourOffer } from '../first-minutes/tour-offer.tsx';
import { usePartyName } from '../time/book-history.tsx';
import { ChangeMarks } from '../time/change-marks.tsx';
import { exposureAmounts } from '../time/changed-amounts.ts';
import { useWords } from '../words/use-words.ts';
import { DIRECTION_WORDS, KIND_WORDS } from '../words/vocabulary.ts';
import { AccountFilter } from './account-filter.tsx';
import { DenominationStrip } from './denomination-strip.tsx';
import { exposureSheet } from './exposure-sheet.ts';
import { LatestEvents } from './latest-events.tsx';
import { denominationsOf, toMatrix } from './matrix.ts';
import { MatrixTable } from './matrix-table.tsx';
import { PairList } from './pair-list.tsx';
import { useExposures } from './use-exposures.ts';

/** Below the matrix, and not needed for it. */
const FirmnessPanel = lazy(async () => ({ default: (await import('../firmness/firmness-panel.tsx')).FirmnessPanel }));

const TwoSidedFlow = lazy(async () => ({ default: (await import('./two-sided-flow.tsx')).TwoSidedFlow }));

/** Who owes whom, how much, and how surely. */
export function ExposureScreen() {
  const { t } = useLingui();
  const { book } = useCurrentBook();
  const reading = useExposures(book);
  return (
    <>
      <ScreenHead title={t`Exposure`} actions={<TourOffer />}>
        <Trans>Who owes whom, and how surely. Every number opens the postings, events and sources behind it.</Trans>
      </ScreenHead>
      <Panel
        reading={reading}
        isEmpty={({ rows }) => rows.length === 0}
        empty={
          <NothingYet>
            <Trans>
              A deal with a leg says who owes what to whom: each fills a cell of the matrix that stands here.
            </Trans>
          </NothingYet>
        }
      >
        {(exposures) => <Exposure exposures={exposures} />}
      </Panel>
    </>
  );
}

function Exposure({ exposures }: { readonly exposures: Exposures }) {
  const { rows } = exposures;
  const { kind, unit, party, account, view } = useUrl();
  const wide = useWide();
  const groups = denominationsOf(rows);
  const chosen = groups.find((group) => group.kind === kind && group.unit === unit) ?? groups[0];
  if (!chosen) return null;
  const shown = chosen.rows.filter(
    (row) =>
      (!party || row.obligor === party || row.obligee === party) &&
      (account ? row.account === account : row.account !== 'lapsed'),
  );
  const matrix = toMatrix(shown);
  const layout = view === 'matrix' || view === 'pairs' ? view : wide ? 'matrix' : 'pairs';
  return (
    <div className="grid gap-4">
      <DenominationStrip groups={groups} chosen={chosen} />
      <section data-tour="who-owes-whom" className="panel min-w-0">
        <TableHead kind={chosen.kind} unit={chosen.unit} pairs={shown.length} layout={layout} accounts={chosen.rows}>
          <ExportMenu sheet={() => exposureSheet(matrix, chosen)} />
        </TableHead>
        <ChangeMarks
          of={exposures}
          scope={[chosen.kind, chosen.unit, party, account, layout].join(' ')}
          amounts={exposureAmounts(shown, party)}
        >
          {shown.length === 0 ? (
            <p className="p-4 text-soft">
              <Trans>Nothing of this kind for this party and account. Show all parties, or another account.</Trans>
            </p>
          ) : layout === 'matrix' ? (
            <MatrixTable matrix={matrix} kind={chosen.kind} unit={chosen.unit} />
          ) : (
            <PairList matrix={matrix} kind={chosen.kind} unit={chosen.unit} />
          )}
        </ChangeMarks>
      </section>
      <div className="grid items-start gap-4 xl:grid-cols-2">
        {shown.length > 0 ? (
          <Suspense fallback={<Loading lines={10} />}>
            <TwoSidedFlow rows={shown} matrix={matrix} kind={chosen.kind} unit={chosen.unit} />
          </Suspense>
        ) : null}
        <div className="grid min-w-0 gap-4">
          <Suspense fallback={<Loading lines={6} />}>
            <FirmnessPanel
              rows={chosen.rows.filter((row) => !party || row.obligor === party || row.obligee === party)}
              where={{ kind: chosen.kind, unit: chosen.unit, ...(party ? { party } : {}) }}
            />
          </Suspense>
          <LatestEvents />
        </div>
      </div>
    </div>
  );
}

interface TableHeadProps {
  readonly kind: string;
  readonly unit: string;
  readonly pairs: number;
  readonly layout: 'matrix' | 'pairs';
  readonly accounts: readonly ExposureRow[];
  readonly children: ReactNode;
}

function TableHead({ kind, unit, pairs, layout, accounts, children }: TableHeadProps) {
  const { t } = useLingui();
  const { word } = useWords();
  const { party } = useUrl();
  const setUrl = useSetUrl();
  const nameOf = usePartyName();
  return (
    <header className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3 border-b border-line px-4 py-3">
      <div>
        <h2 className="text-section font-semibold">
          {word(KIND_WORDS, kind)} <span className="font-normal text-faint">{unit}</span>
        </h2>
        <p className="text-soft">
          {word(DIRECTION_WORDS, kind)} · <Plural value={pairs} one="# balance" other="# balances" />
          {party ? (
            <button type="button" className="linklike ml-2" onClick={() => void setUrl({ party: undefined })}>
              <Trans>only {nameOf(party)}: show all</Trans>
            </button>
          ) : null}
        </p>
      </div>
      <div className="flex min-w-0 flex-wrap items-center gap-2">
        <AccountFilter rows={accounts} />
        <fieldset className="segments" aria-label={t`Layout`}>
          <button type="button" aria-pressed={layout === 'matrix'} onClick={() => void setUrl({ view: 'matrix' })}>
            <Trans>Matrix</Trans>
          </button>
          <button type="button" aria-pressed={layout === 'pairs'} onClick={() => void setUrl({ view: 'pairs' })}>
            <Trans>List</Trans>
          </button>
        </fieldset>
        {children}
      </div>
    </header>
  );
}
