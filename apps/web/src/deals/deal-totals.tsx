import { Trans } from '@lingui/react/macro';
import type { DealRow, DealTotal } from '../api/shapes.ts';
import { denominationsOf } from '../exposure/matrix.ts';
import { AccountMark } from '../numbers/account-mark.tsx';
import { AmountText } from '../numbers/amount-text.tsx';
import { ChangeMark } from '../time/change-marks.tsx';
import { byCertainty } from '../words/accounts.ts';
import { useWords } from '../words/use-words.ts';
import { KIND_WORDS } from '../words/vocabulary.ts';
import { totalKey } from './deal-amounts.ts';

/** What a deal holds, a kind and unit a line, the surest account first. */
export function DealTotals({ deal, totals }: Pick<DealRow, 'deal' | 'totals'>) {
  const { word } = useWords();
  const held = totals.filter((total) => total.account !== 'lapsed');
  if (held.length === 0) {
    return (
      <span className="text-faint">
        <Trans>no quantities</Trans>
      </span>
    );
  }
  return (
    <ul className="grid gap-0.5 md:justify-items-end">
      {denominationsOf(held).map(({ kind, unit, rows }) => (
        <li key={`${kind}/${unit}`} className="flex flex-wrap gap-x-3 md:justify-end">
          <span className="text-faint">
            {word(KIND_WORDS, kind)} {unit}
          </span>
          {[...rows].sort(byCertainty).map((row) => (
            <span key={row.account} className="relative isolate -mr-2 pr-2">
              <ChangeMark of={totalKey(deal, row)} />
              <AmountText amount={headlineOf(row)} unit={unit} lead={<AccountMark account={row.account} />} />
            </span>
          ))}
        </li>
      ))}
    </ul>
  );
}

/** Without the bounds, which the deal's own page shows. */
function headlineOf(total: DealTotal): DealTotal {
  return total.stated === '0' ? total : { ...total, low: total.stated, high: total.stated };
}
