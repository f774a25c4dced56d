import { useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { useSetUrl, useUrl } from '../app/place.ts';
import { AmountText } from '../numbers/amount-text.tsx';
import type { AmountRow } from '../numbers/format-amount.ts';
import { printSelection, type Selection } from './selection.ts';

interface ExplainedAmountProps {
  readonly amount: AmountRow;
  readonly selection: Selection;
  readonly showUnit?: boolean;
  /** Stands before the figure. */
  readonly lead?: ReactNode;
}

/** A number that opens the postings and sources behind it. */
export function ExplainedAmount({ amount, selection, showUnit = false, lead }: ExplainedAmountProps) {
  return (
    <Explained selection={selection}>
      <AmountText amount={amount} unit={selection.unit} stacked showUnit={showUnit} lead={lead} />
    </Explained>
  );
}

/** The same around a number that is written otherwise. */
export function Explained({ selection, children }: { readonly selection: Selection; readonly children: ReactNode }) {
  const { t } = useLingui();
  const { sel } = useUrl();
  const setUrl = useSetUrl();
  const key = printSelection(selection);
  return (
    <button
      type="button"
      data-testid="explained"
      data-sel={key}
      aria-haspopup="dialog"
      aria-expanded={sel === key}
      aria-description={t`shows what is behind it`}
      onClick={() => void setUrl({ sel: key }, false)}
      className="-mr-2 ml-auto block rounded-sm px-2 py-0.5 text-right leading-5 hover:bg-wash aria-expanded:bg-wash"
    >
      {children}
    </button>
  );
}
