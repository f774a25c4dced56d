import { Trans } from '@lingui/react/macro';
import type { Leg, LegAccount, RecordedPair } from '../api/shapes.ts';
import { ExplainButton } from '../exposure/exposure-cell.tsx';
import { byAccount } from '../exposure/matrix.ts';
import { AccountBar, AccountName } from '../numbers/account-mark.tsx';
import { AmountText } from '../numbers/amount-text.tsx';
import { DisputedMark } from '../numbers/disputed-mark.tsx';
import { PartyLink } from '../parties/party-link.tsx';
import { useWords } from '../words/use-words.ts';
import { KIND_WORDS } from '../words/vocabulary.ts';
import { legSelection } from './deal-amounts.ts';
import { LegActions } from './leg-actions.tsx';
import { LegTerms, Period } from './leg-terms.tsx';

/** The term sheet: who owes whom what, where it stands, and on which terms. */
export function LegSheet({ deal, legs }: { readonly deal: string; readonly legs: readonly Leg[] }) {
  return (
    <section className="panel min-w-0">
      <h2 className="px-4 pt-3 text-section font-semibold">
        <Trans>Term sheet</Trans>
      </h2>
      {legs.length === 0 ? (
        <p className="p-4 text-soft">
          <Trans>This deal states no quantities. An amendment that adds a leg says who owes what to whom.</Trans>
        </p>
      ) : null}
      <ul className="divide-y divide-line">
        {legs.map((leg) => (
          <LegRow key={leg.leg} deal={deal} leg={leg} />
        ))}
      </ul>
    </section>
  );
}

function LegRow({ deal, leg }: { readonly deal: string; readonly leg: Leg }) {
  const { word } = useWords();
  const accounts = byAccount(leg.accounts);
  return (
    <li
      data-testid="leg"
      data-leg={leg.leg}
      className="grid gap-x-6 gap-y-3 px-4 py-4 md:grid-cols-[minmax(0,1fr)_minmax(15rem,20rem)]"
    >
      <div className="min-w-0">
        <h3 className="flex flex-wrap items-baseline gap-x-3">
          <span className="text-body font-medium">
            <PartyLink party={leg.obligor} /> <span className="text-faint">→</span> <PartyLink party={leg.obligee} />
          </span>
          <span className="text-soft">
            {word(KIND_WORDS, leg.kind)} · {leg.leg}
          </span>
          <DisputedMark disputed={leg.disputed} />
          {leg.ended ? (
            <span className="rounded-sm bg-sunken px-1.5 text-label font-medium">
              <Trans>ended</Trans>
            </span>
          ) : null}
        </h3>
        {leg.recordedAs ? <RecordedAs pair={leg.recordedAs} /> : null}
        <LegTerms leg={leg} />
        <LegActions deal={deal} leg={leg} />
      </div>
      <div className="min-w-0">
        <AccountBar rows={accounts} />
        <dl className="mt-2 grid gap-1">
          {accounts.map((account) => (
            <div key={account.account} className="flex items-baseline justify-between gap-4">
              <dt className="text-soft">
                <AccountName account={account.account} />
                <DueParts parts={leg.accounts.filter((each) => each.account === account.account)} unit={leg.unit} />
              </dt>
              <dd className="text-right font-medium">
                <ExplainButton amount={account} selection={legSelection(deal, leg, account)} showUnit marked={false} />
              </dd>
            </div>
          ))}
          {accounts.length > 1 ? (
            <div className="double-rule flex items-baseline justify-between gap-4 py-1">
              <dt className="text-soft">
                <Trans>Total</Trans>
              </dt>
              <dd className="text-right font-semibold">
                <AmountText amount={leg.total} unit={leg.unit} stacked showUnit />
              </dd>
            </div>
          ) : null}
        </dl>
      </div>
    </li>
  );
}

/** The parties as the deal names them, where one was merged since. */
function RecordedAs({ pair: { obligor, obligee } }: { readonly pair: RecordedPair }) {
  return (
    <p className="text-soft">
      <Trans>recorded as</Trans> <PartyLink party={obligor} /> → <PartyLink party={obligee} />
    </p>
  );
}

/** When the parts of what is firm are due; one part alone needs no figure of its own. */
function DueParts({ parts, unit }: { readonly parts: readonly LegAccount[]; readonly unit: string }) {
  const dated = parts.filter((part) => part.due);
  if (dated.length === 0) return null;
  return (
    <ul className="text-label text-faint">
      {dated.map((part) => (
        <li key={`${part.due?.from}${part.due?.to}`}>
          <Trans>due</Trans> <Period period={part.due ?? {}} />
          {parts.length > 1 ? (
            <>
              : <AmountText amount={part} unit={unit} />
            </>
          ) : null}
        </li>
      ))}
    </ul>
  );
}
