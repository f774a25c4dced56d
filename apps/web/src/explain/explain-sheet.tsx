import { Trans, useLingui } from '@lingui/react/macro';
import { useCurrentBook } from '../app/current-book.tsx';
import { useSetUrl, useUrl } from '../app/place.ts';
import { Panel } from '../design/panel.tsx';
import { Sheet } from '../design/sheet.tsx';
import { AccountName } from '../numbers/account-mark.tsx';
import { AmountText } from '../numbers/amount-text.tsx';
import { PartyLink } from '../parties/party-link.tsx';
import { useWords } from '../words/use-words.ts';
import { KIND_WORDS } from '../words/vocabulary.ts';
import { CauseRow } from './cause-row.tsx';
import { causesOf, checkSum } from './explanation.ts';
import { parseSelection, type Selection } from './selection.ts';
import { SumCheckLine } from './sum-check-line.tsx';
import { useExplanation } from './use-explanation.ts';

/** The side sheet that is open while the URL names a number to explain. */
export function ExplainSheet() {
  const { t } = useLingui();
  const { sel } = useUrl();
  const setUrl = useSetUrl();
  const selection = parseSelection(sel);
  return (
    <Sheet
      label={t`What is behind this number`}
      isOpen={selection !== null}
      onClose={() => void setUrl({ sel: undefined })}
    >
      {selection ? <Explained selection={selection} /> : null}
    </Sheet>
  );
}

function Explained({ selection }: { readonly selection: Selection }) {
  const { book } = useCurrentBook();
  const reading = useExplanation(book, selection);
  const { unit } = selection;
  return (
    <div data-testid="explain" className="grid gap-4">
      <Subject selection={selection} />
      <Panel
        reading={reading}
        isEmpty={({ postings }) => postings.length === 0}
        empty={<Trans>No posting stands behind this at these coordinates.</Trans>}
      >
        {({ postings, sum }) => {
          const check = checkSum(postings, sum);
          return (
            <>
              <p
                data-testid="explain-sum"
                className="text-figure font-semibold tracking-tight [&_.font-normal]:text-body [&_.font-normal]:tracking-normal"
              >
                <AmountText amount={check.sum} unit={unit} stacked showUnit />
              </p>
              <SumCheckLine check={check} unit={unit} />
              <ol className="grid gap-0">
                {causesOf(postings).map((cause) => (
                  <CauseRow key={cause.recordedBy} cause={cause} unit={unit} />
                ))}
              </ol>
              <div className="double-rule flex items-baseline justify-between gap-4 py-2 font-semibold">
                <Trans>Sum</Trans>
                <span className="text-right">
                  <AmountText amount={check.sum} unit={unit} stacked />
                </span>
              </div>
            </>
          );
        }}
      </Panel>
    </div>
  );
}

function Subject({ selection: { kind, account, obligor, obligee } }: { readonly selection: Selection }) {
  const { word } = useWords();
  return (
    <div className="grid gap-1">
      <p className="flex flex-wrap items-center gap-x-3 text-soft">
        <span>{word(KIND_WORDS, kind)}</span>
        {account ? <AccountName account={account} /> : null}
      </p>
      <p className="text-section font-medium">
        {obligor ? <PartyLink party={obligor} /> : <Trans>everyone</Trans>}
        <span className="text-faint"> → </span>
        {obligee ? <PartyLink party={obligee} /> : <Trans>everyone</Trans>}
      </p>
    </div>
  );
}
