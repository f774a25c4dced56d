import { Trans, useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { type AmountRow, exactAmount, readAmount, shortNumber } from './format-amount.ts';

interface AmountTextProps {
  readonly amount: AmountRow;
  readonly unit: string;
  /** Whether bounds and undisclosed parts stand on lines of their own below the figure. */
  readonly stacked?: boolean;
  readonly showUnit?: boolean;
  /** Stands before the figure, on its line. */
  readonly lead?: ReactNode;
}

/** An amount in short; every digit of it on hover and on copy. */
export function AmountText({ amount, unit, stacked = false, showUnit = false, lead }: AmountTextProps) {
  const { t, i18n } = useLingui();
  const { headline, plusUndisclosed, bounds } = readAmount(amount);
  const words = { undisclosed: t`undisclosed`, unbounded: t`unbounded` };
  const exact = exactAmount(i18n.locale, amount, unit, words);
  const short = (decimal: string) => shortNumber(i18n.locale, decimal);
  const line = stacked ? 'block' : '';
  return (
    <span title={exact} data-exact={exact}>
      <span className={`whitespace-nowrap ${headline.says === 'undisclosed' ? 'text-soft' : ''}`}>
        {lead}
        {headline.says === 'stated' ? short(headline.value) : null}
        {headline.says === 'interval' ? `${short(headline.low)} – ${short(headline.high)}` : null}
        {headline.says === 'at-least' ? `≥ ${short(headline.low)}` : null}
        {headline.says === 'undisclosed' ? undisclosedTimes(words.undisclosed, plusUndisclosed + 1) : null}
        {showUnit ? <span className="text-faint"> {unit}</span> : null}
      </span>
      {plusUndisclosed > 0 && headline.says !== 'undisclosed' ? (
        <span className={`${line} whitespace-nowrap font-normal text-faint`}>
          {stacked ? '' : ' '}
          <Trans>+ {plusUndisclosed} undisclosed</Trans>
        </span>
      ) : null}
      {bounds && (bounds.high !== null || bounds.low !== amount.stated) ? (
        <span className={`${line} whitespace-nowrap font-normal text-faint`}>
          {stacked ? '' : ' '}
          {short(bounds.low)} – {bounds.high === null ? words.unbounded : short(bounds.high)}
        </span>
      ) : null}
    </span>
  );
}

function undisclosedTimes(word: string, times: number): string {
  return times > 1 ? `${word} × ${times}` : word;
}
