import { Trans, useLingui } from '@lingui/react/macro';
import { Fragment } from 'react';
import { useCurrentBook } from '../app/current-book.tsx';
import { useSetUrl, useUrl } from '../app/place.ts';
import { Panel } from '../design/panel.tsx';
import { Sheet } from '../design/sheet.tsx';
import { AccountName } from '../numbers/account-mark.tsx';
import { AmountText } from '../numbers/amount-text.tsx';
import { sumPostings } from '../numbers/sum-rows.ts';
import { PartyLink } from '../parties/party-link.tsx';
import { useBookHistory } from '../time/book-history.tsx';
import { CoordinatesProvider, useCoordinates } from '../time/coordinates.ts';
import { useTimeTravel } from '../time/time-travel.tsx';
import { useMomentName } from '../time/use-moment-name.ts';
import { usePeriodName } from '../time/use-period-name.ts';
import { useWords } from '../words/use-words.ts';
import { KIND_WORDS } from '../words/vocabulary.ts';
import { CauseRow } from './cause-row.tsx';
import { useDueFigure } from './due-figure.ts';
import { causesOf, checkSum, mayFallDue } from './explanation.ts';
import { namedIn, parseSelection, type Selection } from './selection.ts';
import { SumCheckLine } from './sum-check-line.tsx';
import { useExplanation } from './use-explanation.ts';

/** The side sheet that is open while the URL names a number to explain. */
export function ExplainSheet() {
  const { t } = useLingui();
  const { sel, selAt } = useUrl();
  const setUrl = useSetUrl();
  const { second } = useTimeTravel();
  const screen = useCoordinates();
  const selection = parseSelection(sel);
  const { reading } = screen;
  const other = selAt === 'from' && second.at ? { ...second.at, ...(reading ? { reading } : {}) } : null;
  return (
    <Sheet
      label={t`What is behind this number`}
      isOpen={selection !== null}
      onClose={() => void setUrl({ sel: undefined, selAt: undefined })}
    >
      {selection ? (
        <CoordinatesProvider value={other ?? screen}>
          <Explained selection={selection} />
        </CoordinatesProvider>
      ) : null}
    </Sheet>
  );
}

function Explained({ selection }: { readonly selection: Selection }) {
  const { book } = useCurrentBook();
  const reading = useExplanation(book, selection);
  const { unit, due } = selection;
  const figure = useDueFigure(selection);
  return (
    <div data-testid="explain" className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <Subject selection={selection} />
      <OtherMoment />
      <Panel
        reading={reading}
        isEmpty={({ postings }) => postings.length === 0}
        empty={
          <Trans>
            No posting stands behind this at these coordinates. It may have been recorded, or taken effect, later.
          </Trans>
        }
      >
        {({ postings, sum }) => {
          const check = checkSum(postings, sum);
          const shown = due === undefined ? postings : postings.filter((posting) => mayFallDue(posting, due));
          const total = due === undefined ? check.sum : sumPostings(shown);
          return (
            <>
              <p
                data-testid="explain-sum"
                className="text-figure font-semibold tracking-tight [&_.font-normal]:text-body [&_.font-normal]:tracking-normal"
              >
                <AmountText amount={figure ?? total} unit={unit} stacked showUnit />
              </p>
              <SumCheckLine check={check} unit={unit} />
              {due === undefined ? null : <DueNote due={due} />}
              <ol className="grid gap-0">
                {causesOf(shown).map((cause) => (
                  <CauseRow key={cause.recordedBy} cause={cause} unit={unit} />
                ))}
              </ol>
              <div className="double-rule flex items-baseline justify-between gap-4 py-2 font-semibold">
                {figure ? <Trans>Sum, over their whole time</Trans> : <Trans>Sum</Trans>}
                <span className="text-right">
                  <AmountText amount={total} unit={unit} stacked />
                </span>
              </div>
            </>
          );
        }}
      </Panel>
    </div>
  );
}

/** At which moment the number stands, where it is not that of the screen. */
function OtherMoment() {
  const { second } = useTimeTravel();
  const { selAt } = useUrl();
  const nameOf = useMomentName();
  if (selAt !== 'from' || !second.at) return null;
  return (
    <p data-testid="explain-moment" className="rounded-md bg-past-wash px-3 py-2 font-medium text-past">
      {nameOf(second.at)}
    </p>
  );
}

/** What of the number is shown, where only a period of it is. */
function DueNote({ due }: { readonly due: string }) {
  if (due === 'undated') {
    return (
      <p className="text-soft">
        <Trans>Below: what of it is due on no known date.</Trans>
      </p>
    );
  }
  return (
    <p className="text-soft">
      <Trans>
        Below: what of it is due in this period, or over a longer time that touches it; of that only the days in the
        period count above.
      </Trans>
    </p>
  );
}

function Subject({ selection }: { readonly selection: Selection }) {
  const { word } = useWords();
  const periodName = usePeriodName();
  const { kind, account, obligor, obligee, party, deal, leg, due, consolidate } = selection;
  const { titleOf } = useBookHistory();
  return (
    <div className="grid gap-1">
      <p className="flex flex-wrap items-center gap-x-3 text-soft">
        <span>{word(KIND_WORDS, kind)}</span>
        {namedIn(account).map((each) => (
          <AccountName key={each} account={each} />
        ))}
        {due ? <span>{periodName(due)}</span> : null}
        {consolidate ? (
          <span>
            <Trans>whole groups</Trans>
          </span>
        ) : null}
      </p>
      <p className="text-section font-medium">
        {party ? (
          <>
            <PartyLink party={party} />
            <span className="text-faint"> ↔ </span>
            <Trans>everyone</Trans>
          </>
        ) : (
          <>
            <Names parties={namedIn(obligor)} />
            <span className="text-faint"> → </span>
            <Names parties={namedIn(obligee)} />
          </>
        )}
      </p>
      {deal ? (
        <p className="text-soft">
          {titleOf(`deal/${deal}`)}
          {leg ? ` · ${leg}` : null}
        </p>
      ) : null}
    </div>
  );
}

function Names({ parties }: { readonly parties: readonly string[] }) {
  if (parties.length === 0) return <Trans>everyone</Trans>;
  return parties.map((party, i) => (
    <Fragment key={party}>
      {i > 0 ? <span className="text-faint"> + </span> : null}
      <PartyLink party={party} />
    </Fragment>
  ));
}
