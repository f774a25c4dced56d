import { Plural, Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { RECONCILED, type ReconciledLeg, type ReconciliationRow } from '../api/reconciliation.ts';
import { keepPlace } from '../app/place.ts';
import { ExplainedAmount } from '../explain/explained-amount.tsx';
import { isSomething } from '../firmness/waterfall.ts';
import { AccountMark } from '../numbers/account-mark.tsx';
import { DisputedMark } from '../numbers/disputed-mark.tsx';
import { PartyLink } from '../parties/party-link.tsx';
import { useBookHistory } from '../time/book-history.tsx';

/** The legs that count for a target, the largest first: each leads to its deal, each number to its postings. */
export function CountingLegs({ row: { legs, unit } }: { readonly row: ReconciliationRow }) {
  if (legs.length === 0) return null;
  const sorted = [...legs].sort((a, b) => statedIn(b) - statedIn(a));
  return (
    <details data-testid="counting-legs" open>
      <summary className="text-soft">
        <Plural value={legs.length} one="# leg counts" other="# legs count" />
      </summary>
      <table className="mt-1 w-full border-separate border-spacing-0">
        <caption className="sr-only">
          <Trans>The legs that count towards the target</Trans>
        </caption>
        <tbody>
          {sorted.map((leg) => (
            <LegRow key={`${leg.deal}/${leg.leg}/${leg.obligor}/${leg.obligee}`} leg={leg} unit={unit} />
          ))}
        </tbody>
      </table>
    </details>
  );
}

function statedIn(leg: ReconciledLeg): number {
  return RECONCILED.reduce((sum, account) => sum + Number(leg[account].stated), 0);
}

function LegRow({ leg, unit }: { readonly leg: ReconciledLeg; readonly unit: string }) {
  const { titleOf } = useBookHistory();
  const { deal, kind, obligor, obligee } = leg;
  return (
    <tr data-testid="counting-leg" data-deal={deal} data-leg={leg.leg}>
      <th scope="row" className="border-t border-line py-2 text-left align-top font-normal">
        <Link
          to="/deals/$deal"
          params={{ deal }}
          search={keepPlace()}
          className="linklike -my-0.5 inline-block py-0.5 font-medium"
        >
          {titleOf(`deal/${deal}`)}
        </Link>
        <DisputedMark disputed={leg.disputed} />
        <span className="mt-1.5 block text-soft">
          <PartyLink party={obligor} /> <span className="text-faint">→</span> <PartyLink party={obligee} /> · {leg.leg}
        </span>
      </th>
      <td className="border-t border-line py-1.5 text-right align-top">
        <span className="grid justify-items-end gap-px">
          {RECONCILED.filter((account) => isSomething(leg[account])).map((account) => (
            <ExplainedAmount
              key={account}
              amount={leg[account]}
              selection={{ kind, unit, account, deal, leg: leg.leg }}
              lead={<AccountMark account={account} />}
            />
          ))}
        </span>
      </td>
    </tr>
  );
}
