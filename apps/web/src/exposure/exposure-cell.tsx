import { useLingui } from '@lingui/react/macro';
import { useSetUrl, useUrl } from '../app/place.ts';
import { printSelection, type Selection } from '../explain/selection.ts';
import { AccountMark } from '../numbers/account-mark.tsx';
import { AmountText } from '../numbers/amount-text.tsx';
import { DisputedMark } from '../numbers/disputed-mark.tsx';
import { ChangeMark, useFormerly } from '../time/change-marks.tsx';
import { useWords } from '../words/use-words.ts';
import { ACCOUNT_WORDS } from '../words/vocabulary.ts';
import { type HeatScale, heatOf } from './heat-scale.ts';
import type { AccountAmount, Denomination, Sides } from './matrix.ts';

interface CellProps extends Denomination, Sides {
  readonly amounts: readonly AccountAmount[];
  /** Where the figures are shaded by their size. */
  readonly heat?: HeatScale | null;
}

/** The numbers of one pair (or one total), an account a line; each opens what is behind it. */
export function ExposureCell({ amounts, heat = null, ...where }: CellProps) {
  if (amounts.length === 0) return null;
  return (
    <ul className="grid justify-items-end gap-px">
      {amounts.map((amount) => (
        <li key={amount.account} className={heat ? 'w-full' : 'max-w-full'}>
          <ExplainButton
            amount={amount}
            selection={{ ...where, account: amount.account }}
            heat={heat && heatOf(heat, amount)}
          />
        </li>
      ))}
    </ul>
  );
}

interface ExplainButtonProps {
  readonly amount: AccountAmount;
  readonly selection: Selection;
  readonly showUnit?: boolean;
  /** Whether the account's sign stands before the figure: not where its name stands beside it. */
  readonly marked?: boolean;
  /** How dark it is shaded; null: not at all. */
  readonly heat?: number | null;
}

export function ExplainButton({ amount, selection, showUnit = false, marked = true, heat = null }: ExplainButtonProps) {
  const { t } = useLingui();
  const { word } = useWords();
  const { sel } = useUrl();
  const setUrl = useSetUrl();
  const key = printSelection(selection);
  const formerly = useFormerly(key, selection.unit);
  const meaning = t`${word(ACCOUNT_WORDS, amount.account)}; shows what is behind it`;
  return (
    <button
      type="button"
      data-testid="cell"
      data-kind={selection.kind}
      data-unit={selection.unit}
      data-account={amount.account}
      data-obligor={selection.obligor ?? ''}
      data-obligee={selection.obligee ?? ''}
      aria-haspopup="dialog"
      aria-expanded={sel === key}
      aria-description={formerly ? `${meaning}; ${formerly}` : meaning}
      onClick={() => void setUrl({ sel: key }, false)}
      {...(heat ? { 'data-heat': heat } : {})}
      className={`relative isolate -mr-2 block rounded-sm px-2 py-0.5 text-right leading-5 ${heat ? 'heat -ml-2 w-[calc(100%+1rem)]' : 'ml-auto hover:bg-wash aria-expanded:bg-wash'}`}
    >
      <ChangeMark of={key} />
      <AmountText
        amount={amount}
        unit={selection.unit}
        stacked
        showUnit={showUnit}
        lead={marked ? <AccountMark account={amount.account} /> : null}
      />
      <DisputedMark disputed={amount.disputed} block />
    </button>
  );
}
