import { useLingui } from '@lingui/react/macro';
import { exactNumber, shortNumber } from './format-amount.ts';

interface DecimalTextProps {
  readonly value: string;
  readonly unit?: string;
}

/** One number, in short; every digit on hover and on copy. */
export function DecimalText({ value, unit }: DecimalTextProps) {
  const { i18n } = useLingui();
  const exact = `${exactNumber(i18n.locale, value)}${unit ? ` ${unit}` : ''}`;
  return (
    <span title={exact} data-exact={exact} className="whitespace-nowrap">
      {shortNumber(i18n.locale, value)}
      {unit ? <span className="text-faint"> {unit}</span> : null}
    </span>
  );
}
