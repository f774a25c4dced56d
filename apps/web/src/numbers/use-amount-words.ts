import { useLingui } from '@lingui/react/macro';
import { type AmountRow, exactAmount } from './format-amount.ts';

/** An amount with every digit, its unit, its bounds and what of it is undisclosed, as one text: what a mark says. */
export function useAmountWords(): (amount: AmountRow, unit: string) => string {
  const { t, i18n } = useLingui();
  const words = { undisclosed: t`undisclosed`, unbounded: t`unbounded` };
  return (amount, unit) => exactAmount(i18n.locale, amount, unit, words);
}
