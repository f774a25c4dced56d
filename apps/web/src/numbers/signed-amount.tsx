import { useLingui } from '@lingui/react/macro';
import { exactNumber, shortNumber } from './format-amount.ts';
import type { PostedAmount } from './sum-rows.ts';

/** A posting's amounts with their sign: the stated figure, what it does to the bounds, and to what is undisclosed. */
export function SignedAmount({ posting, unit }: { readonly posting: PostedAmount; readonly unit: string }) {
  const { i18n, t } = useLingui();
  const signed = (show: (locale: string, decimal: string) => string, decimal: string) =>
    decimal.startsWith('-') ? `−${show(i18n.locale, decimal.slice(1))}` : `+${show(i18n.locale, decimal)}`;
  const { low, stated, high, unstated, unbounded } = posting;
  const parts: string[] = [];
  if (unstated === 0 || stated !== '0') parts.push(signed(shortNumber, stated));
  if (unstated !== 0) parts.push(`${unstated < 0 ? '−' : '+'}${Math.abs(unstated)} ${t`undisclosed`}`);
  const certain = low === stated && (unbounded !== 0 || high === stated);
  const upper = unbounded === 0 ? signed(shortNumber, high) : t`unbounded`;
  const exact = `${signed(exactNumber, stated)} ${unit} [${signed(exactNumber, low)} – ${unbounded === 0 ? signed(exactNumber, high) : t`unbounded`}]`;
  return (
    <span className="flex-none text-right" title={exact} data-exact={exact}>
      {parts.join(' ')}
      {certain ? null : (
        <span className="block text-label text-faint">
          {signed(shortNumber, low)} … {upper}
        </span>
      )}
    </span>
  );
}
