import { Trans } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { type Counts, type Reconciliation, type ReconciliationRow, reconciliationRead } from '../api/reconciliation.ts';
import type { LegKind, Target } from '../api/shapes.ts';
import { useCurrentBook } from '../app/current-book.tsx';
import { SourceLine } from '../deals/source-line.tsx';
import { Panel } from '../design/panel.tsx';
import { Section } from '../design/section.tsx';
import { AmountText } from '../numbers/amount-text.tsx';
import { DisputedMark } from '../numbers/disputed-mark.tsx';
import { Together } from '../parties/metrics.tsx';
import { useCoordinates } from '../time/coordinates.ts';
import { useWords } from '../words/use-words.ts';
import { KIND_WORDS } from '../words/vocabulary.ts';
import { AllocationBar } from './allocation-bar.tsx';
import { AllocationTable } from './allocation-table.tsx';
import { CountingLegs } from './counting-legs.tsx';
import { reconciliationSheet } from './reconciliation-sheet.ts';

/** How much of what a party aims at the book can name. */
export function ReconciliationPanel({ target }: { readonly target: Target }) {
  const { book } = useCurrentBook();
  const { day } = useWords();
  const reading = useQuery(reconciliationRead(book, useCoordinates(), target.target, target.parties[0]));
  return (
    <Section
      testId="reconciliation"
      title={<span className="inline-block first-letter:uppercase">{target.title}</span>}
      note={
        <>
          <Trans>stated {day(target.announcedOn)}</Trans>
          {target.horizon ? (
            <>
              {' · '}
              <Trans>by {day(target.horizon)}</Trans>
            </>
          ) : null}
        </>
      }
      sheet={reading.data && (() => reconciliationSheet(reading.data))}
    >
      <div className="grid gap-1 px-4 pt-1">
        <Together parties={target.parties} />
        {target.evidence.map((source, i) => (
          <SourceLine key={i} source={source} />
        ))}
      </div>
      <Panel reading={reading}>
        {(reconciliation) => (
          <div className="divide-y divide-line">
            {reconciliation.rows.map((row) => (
              <Unit key={row.unit} row={row} parties={reconciliation.parties} />
            ))}
          </div>
        )}
      </Panel>
    </Section>
  );
}

interface UnitProps extends Pick<Reconciliation, 'parties'> {
  readonly row: ReconciliationRow;
}

function Unit({ row, parties }: UnitProps) {
  const { unit, total, counts } = row;
  return (
    <div data-testid="reconciliation-unit" data-unit={unit} className="grid gap-3 px-4 py-4">
      <div>
        <p className="text-title font-semibold tracking-tight [&_.font-normal]:text-data">
          <AmountText amount={total} unit={unit} showUnit />
          <DisputedMark disputed={row.disputed} />
        </p>
        <p className="text-soft">
          {counts ? (
            <WhatCounts counts={counts} unit={unit} together={parties.length > 1} />
          ) : (
            <Trans>Nothing in the book counts towards it. A leg of the kinds that it names, on its side, does.</Trans>
          )}
        </p>
      </div>
      {counts ? (
        <>
          <AllocationBar row={row} counts={counts} parties={parties} />
          <div className="grid items-start gap-x-10 gap-y-3 xl:grid-cols-2">
            <AllocationTable row={row} counts={counts} parties={parties} />
            <CountingLegs row={row} />
          </div>
        </>
      ) : null}
    </div>
  );
}

interface WhatCountsProps {
  readonly counts: Counts;
  readonly unit: string;
  /** Whether several state the target together. */
  readonly together: boolean;
}

function WhatCounts({ counts: { side, kinds }, unit, together }: WhatCountsProps) {
  const { word } = useWords();
  const names = kinds.map((kind: LegKind) => word(KIND_WORDS, kind)).join(', ');
  if (side === 'obligor') {
    return together ? (
      <Trans>
        What counts: {names} in {unit} that one of them owes.
      </Trans>
    ) : (
      <Trans>
        What counts: {names} in {unit} that it owes.
      </Trans>
    );
  }
  return together ? (
    <Trans>
      What counts: {names} in {unit} that one of them is owed.
    </Trans>
  ) : (
    <Trans>
      What counts: {names} in {unit} that it is owed.
    </Trans>
  );
}
