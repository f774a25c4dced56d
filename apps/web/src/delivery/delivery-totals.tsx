import { Trans, useLingui } from '@lingui/react/macro';
import type { DeliveryTotal } from '../api/delivery.ts';
import { DecimalText } from '../numbers/decimal-text.tsx';
import { DisputedMark } from '../numbers/disputed-mark.tsx';
import { percent } from '../numbers/format-ratio.ts';
import { useWords } from '../words/use-words.ts';
import { KIND_WORDS } from '../words/vocabulary.ts';

/** The legs together, kind by kind and unit by unit. */
export function DeliveryTotals({ totals }: { readonly totals: readonly DeliveryTotal[] }) {
  const { i18n } = useLingui();
  const { word } = useWords();
  const dated = totals.filter(({ scheduled, performed }) => (scheduled ?? '0') !== '0' || performed !== '0');
  if (dated.length === 0) return null;
  return (
    <div className="overflow-x-auto">
      <table className="w-full border-separate border-spacing-0">
        <caption className="sr-only">
          <Trans>Performed, scheduled and overdue, by kind and unit</Trans>
        </caption>
        <thead className="text-label text-faint">
          <tr>
            <th scope="col" className="px-4 py-1 text-left font-medium">
              <Trans>Kind</Trans>
            </th>
            <th scope="col" className="px-2 py-1 text-right font-medium">
              <Trans>Performed</Trans>
            </th>
            <th scope="col" className="px-2 py-1 text-right font-medium">
              <Trans>Scheduled</Trans>
            </th>
            <th scope="col" className="px-2 py-1 text-right font-medium">
              <Trans>Ratio</Trans>
            </th>
            <th scope="col" className="py-1 pr-4 pl-2 text-right font-medium">
              <Trans>Overdue</Trans>
            </th>
          </tr>
        </thead>
        <tbody>
          {dated.map((total) => (
            <tr key={`${total.kind}/${total.unit}`} data-testid="delivery-total" data-unit={total.unit}>
              <th scope="row" className="border-b border-line px-4 py-1.5 text-left font-medium">
                {word(KIND_WORDS, total.kind)} <span className="font-normal text-faint">{total.unit}</span>
                <DisputedMark disputed={total.disputed} />
              </th>
              <td className="border-b border-line px-2 py-1.5 text-right">
                <DecimalText value={total.performed} />
              </td>
              <td className="border-b border-line px-2 py-1.5 text-right">
                {total.scheduled === null ? '–' : <DecimalText value={total.scheduled} />}
                {total.unstated > 0 ? (
                  <span className="block text-label text-faint">
                    <Trans>+ {total.unstated} undisclosed</Trans>
                  </span>
                ) : null}
              </td>
              <td className="border-b border-line px-2 py-1.5 text-right">
                {total.ratio === null ? '–' : percent(i18n.locale, total.ratio)}
              </td>
              <td className="border-b border-line py-1.5 pr-4 pl-2 text-right">
                {total.overdue === '0' ? '–' : <DecimalText value={total.overdue} />}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
