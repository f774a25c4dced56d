import { Trans, useLingui } from '@lingui/react/macro';
import { useSetUrl, useUrl } from '../app/place.ts';
import { Section } from '../design/section.tsx';
import { AmountText } from '../numbers/amount-text.tsx';
import { exactNumber, shortNumber } from '../numbers/format-amount.ts';
import { usePartyName } from '../time/book-history.tsx';
import { balanceSheet } from './balance-sheet.ts';
import type { PartyBalance } from './network.ts';

interface BalanceTableProps {
  readonly balances: readonly PartyBalance[];
  readonly unit: string;
}

const HEAD = 'border-b border-rule px-2 py-2 font-medium text-soft sm:px-3';
const CELL = 'border-b border-line px-2 py-2 align-top sm:px-3';
const RIGHT = 'text-right';

/** Gross and net, a party a row: what it owes and is owed are never hidden behind their difference. */
export function BalanceTable({ balances, unit }: BalanceTableProps) {
  const nameOf = usePartyName();
  const { party: chosen } = useUrl();
  const setUrl = useSetUrl();
  return (
    <Section
      title={<Trans>Gross and net</Trans>}
      note={<Trans>As stated, all kinds in {unit} together. A name keeps only that party's flows.</Trans>}
      sheet={() => balanceSheet(balances, unit)}
    >
      <table className="mt-2 w-full border-separate border-spacing-0">
        <thead>
          <tr>
            <th scope="col" className={`${HEAD} pl-4 text-left sm:pl-4`}>
              <Trans>Party</Trans>
            </th>
            <th scope="col" className={`${HEAD} ${RIGHT}`}>
              <Trans>owes</Trans>
            </th>
            <th scope="col" className={`${HEAD} ${RIGHT}`}>
              <Trans>is owed</Trans>
            </th>
            <th scope="col" className={`${HEAD} ${RIGHT} pr-4 sm:pr-4`}>
              <Trans>net</Trans>
            </th>
          </tr>
        </thead>
        <tbody>
          {balances.map(({ party, owes, isOwed, net }) => (
            <tr key={party} data-testid="balance" data-party={party} data-net={net} className="hover:bg-page">
              <th scope="row" className={`${CELL} pl-4 text-left font-normal sm:pl-4`}>
                <button
                  type="button"
                  aria-pressed={chosen === party}
                  className="text-left underline decoration-transparent underline-offset-3 hover:decoration-current aria-pressed:font-semibold"
                  onClick={() => void setUrl({ party: chosen === party ? undefined : party, loop: undefined })}
                >
                  {nameOf(party)}
                </button>
              </th>
              <td className={`${CELL} ${RIGHT}`}>
                <Side amount={owes} unit={unit} />
              </td>
              <td className={`${CELL} ${RIGHT}`}>
                <Side amount={isOwed} unit={unit} />
              </td>
              <td className={`${CELL} ${RIGHT} pr-4 font-medium sm:pr-4`}>
                <Net net={net} unit={unit} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}

function Side({ amount, unit }: { readonly amount: PartyBalance['owes']; readonly unit: string }) {
  if (amount.stated === '0' && amount.unstated === 0) return <span className="text-faint">–</span>;
  // The bounds stand with each flow.
  const headline = amount.stated === '0' ? amount : { ...amount, low: amount.stated, high: amount.stated };
  return <AmountText amount={headline} unit={unit} stacked />;
}

function Net({ net, unit }: { readonly net: string; readonly unit: string }) {
  const { i18n } = useLingui();
  const isBelow = net.startsWith('-');
  const size = isBelow ? net.slice(1) : net;
  const sign = isBelow ? '−' : net === '0' ? '' : '+';
  const exact = `${sign}${exactNumber(i18n.locale, size)} ${unit}`;
  return (
    <span title={exact} data-exact={exact} className="whitespace-nowrap">
      {sign}
      {shortNumber(i18n.locale, size)}
    </span>
  );
}
