import { Trans, useLingui } from '@lingui/react/macro';
import type { PrintedPosting } from '@offtake/exposure/posting';
import { AccountName } from '../numbers/account-mark.tsx';
import { SignedAmount } from '../numbers/signed-amount.tsx';
import { usePartyName } from '../time/book-history.tsx';
import { useWords } from '../words/use-words.ts';
import { KIND_WORDS } from '../words/vocabulary.ts';

/** Postings that are not made yet: what leaves which account, what enters which. */
export function PostingsTable({ postings }: { readonly postings: readonly PrintedPosting[] }) {
  const { t } = useLingui();
  const { word, day } = useWords();
  const nameOf = usePartyName();
  return (
    // A region that scrolls sideways has to be reachable by keyboard.
    <div className="mt-2 overflow-x-auto" tabIndex={0} role="region" aria-label={t`Postings of this event`}>
      <table className="w-full min-w-[34rem] border-collapse" data-testid="preview-postings">
        <thead>
          <tr className="eyebrow text-left">
            <th scope="col" className="py-1 pr-3 font-medium">
              <Trans>Account</Trans>
            </th>
            <th scope="col" className="py-1 pr-3 font-medium">
              <Trans>Leg</Trans>
            </th>
            <th scope="col" className="py-1 pr-3 font-medium">
              <Trans>Obligor → obligee</Trans>
            </th>
            <th scope="col" className="py-1 pr-3 text-right font-medium">
              <Trans>Amount</Trans>
            </th>
            <th scope="col" className="py-1 text-right font-medium">
              <Trans>Due</Trans>
            </th>
          </tr>
        </thead>
        <tbody>
          {postings.map((posting, i) => (
            <tr key={i} data-account={posting.account} className="border-t border-line align-baseline">
              <td className="py-1.5 pr-3">
                <AccountName account={posting.account} />
              </td>
              <td className="py-1.5 pr-3 text-soft">
                {posting.leg} · {word(KIND_WORDS, posting.kind)}
                {posting.reading === 'alternative' ? (
                  <span className="block text-label text-warn">
                    <Trans>only in the other version</Trans>
                  </span>
                ) : null}
              </td>
              <td className="py-1.5 pr-3">
                {nameOf(posting.obligor)} → {nameOf(posting.obligee)}
              </td>
              <td className="py-1.5 pr-3 text-right tabular-nums">
                <SignedAmount posting={posting} unit={posting.unit} />{' '}
                <span className="text-faint">{posting.unit}</span>
              </td>
              <td className="py-1.5 text-right whitespace-nowrap text-soft">
                {posting.due ? day(posting.due.to) : posting.account === 'firm' ? <Trans>undated</Trans> : '–'}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
