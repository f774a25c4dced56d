import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { keepPlace } from '../app/place.ts';
import { Empty, Panel } from '../design/panel.tsx';
import { ExportMenu } from '../export/export-menu.tsx';
import { denominationsOf } from '../exposure/matrix.ts';
import { AccountName } from '../numbers/account-mark.tsx';
import { useBookHistory } from '../time/book-history.tsx';
import { useTimeTravel } from '../time/time-travel.tsx';
import { useWords } from '../words/use-words.ts';
import { KIND_WORDS } from '../words/vocabulary.ts';
import { CauseList } from './cause-list.tsx';
import { ComparedMoments } from './compared-moments.tsx';
import { CAUSES, checkDifference, type Difference, type DifferenceCheck } from './difference.ts';
import { DifferenceTable } from './difference-table.tsx';
import { differenceEvents, differenceRows } from './exported-difference.ts';
import { useDifference, useFilters } from './use-difference.ts';

/** What changed between two moments: the numbers, and the events that changed them, new facts apart from corrections. */
export function DifferenceReport() {
  const { second } = useTimeTravel();
  const reading = useDifference();
  if (!second.at) {
    return (
      <Empty>
        <Trans>Nothing is compared: there is one moment only.</Trans>
        <button type="button" className="button" onClick={second.put}>
          <Trans>Compare with a month before</Trans>
        </button>
      </Empty>
    );
  }
  return (
    <div data-testid="difference" className="grid gap-5">
      <ComparedMoments />
      <FiltersNote />
      <Panel
        reading={reading}
        isEmpty={({ rows, causes }) => rows.length === 0 && CAUSES.every((cause) => causes[cause].length === 0)}
        empty={
          <Trans>
            Nothing differs between these two moments. Move one of them past an event that changes a number.
          </Trans>
        }
      >
        {(difference) => <Told difference={difference} />}
      </Panel>
    </div>
  );
}

function Told({ difference }: { readonly difference: Difference }) {
  const { t } = useLingui();
  return (
    <>
      <div className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-1">
        <CheckLine check={checkDifference(difference)} />
        <ExportMenu label={t`Export the differences`} sheet={() => differenceRows(difference)} />
      </div>
      {denominationsOf(difference.rows).map(({ kind, unit, rows }) => (
        <DifferenceTable key={`${kind}/${unit}`} kind={kind} unit={unit} rows={rows} difference={difference} />
      ))}
      <div className="-mb-4 flex items-center justify-between gap-4 text-soft">
        <Trans>What made these differences, each event with its effect</Trans>
        <ExportMenu label={t`Export the events behind them`} sheet={() => differenceEvents(difference)} />
      </div>
      {CAUSES.map((cause) => (
        <CauseList key={cause} cause={cause} reasons={difference.causes[cause]} />
      ))}
    </>
  );
}

/** What the events did to each number, added up here, against the difference of the two sums. */
function CheckLine({ check: { agrees, rows, events, renamed } }: { readonly check: DifferenceCheck }) {
  if (renamed) {
    return (
      <Line tone="soft" agrees={agrees}>
        <Trans>Parties came to read as others in between, so that amounts moved without an event of their own.</Trans>
      </Line>
    );
  }
  return (
    <Line tone={agrees ? 'good' : 'bad'} agrees={agrees}>
      {agrees ? (
        <Trans>
          <Plural value={rows} one="# difference" other="# differences" /> ={' '}
          <Plural value={events} one="the effect of # event" other="the effects of # events" />
        </Trans>
      ) : (
        <Trans>The effects of the events do not add up to the difference.</Trans>
      )}
    </Line>
  );
}

interface LineProps {
  readonly tone: 'good' | 'bad' | 'soft';
  readonly agrees: boolean;
  readonly children: ReactNode;
}

const TONES = { good: 'bg-wash text-accent', bad: 'bg-bad-wash text-bad', soft: 'bg-warn-wash text-warn' } as const;

function Line({ tone, agrees, children }: LineProps) {
  return (
    <p
      data-testid="difference-check"
      data-agrees={agrees}
      className={`flex items-baseline gap-2 rounded-md px-3 py-2 font-medium ${TONES[tone]}`}
    >
      <span aria-hidden>{tone === 'good' ? '✓' : tone === 'bad' ? '✕' : '≈'}</span>
      <span>{children}</span>
    </p>
  );
}

/** What of the book is compared, where it is not all of it. */
function FiltersNote() {
  const { t } = useLingui();
  const { word } = useWords();
  const { titleOf } = useBookHistory();
  const { selection, consolidate } = useFilters();
  const { kind, unit, account, party, deal } = selection;
  const parts = [
    party ? titleOf(`party/${party}`) : null,
    deal ? titleOf(`deal/${deal}`) : null,
    kind ? word(KIND_WORDS, kind) : null,
    unit ?? null,
    consolidate ? t`whole groups` : null,
  ].filter((part) => part !== null);
  if (parts.length === 0 && !account) return null;
  return (
    <p data-testid="difference-filters" className="flex flex-wrap items-baseline gap-x-3 text-soft">
      <span>
        <Trans>As the screen is filtered:</Trans> <strong className="font-medium text-ink">{parts.join(' · ')}</strong>{' '}
        {account ? <AccountName account={account} /> : null}
      </span>
      <Link to="/" search={keepPlace({ show: 'difference' })} className="linklike">
        <Trans>the whole book</Trans>
      </Link>
    </p>
  );
}
