import { Trans, useLingui } from '@lingui/react/macro';
import { shortNumber } from '../numbers/format-amount.ts';
import { HEAT_STEPS, type HeatScale } from './heat-scale.ts';

/** What the shades of the matrix mean. */
export function HeatLegend({ scale, unit }: { readonly scale: HeatScale; readonly unit: string }) {
  const { i18n } = useLingui();
  const short = (figure: number) => shortNumber(i18n.locale, String(figure));
  return (
    <p
      data-testid="heat-legend"
      className="flex flex-wrap items-center gap-x-3 gap-y-1 border-t border-line px-4 py-2 text-label text-soft"
    >
      <span className="inline-flex items-center gap-2 whitespace-nowrap">
        {short(scale.least)}
        <span aria-hidden className="inline-flex gap-px">
          {HEAT_STEPS.map((step) => (
            <span key={step} className="heat h-3 w-6" data-account="firm" data-heat={step} />
          ))}
        </span>
        {short(scale.most)} {unit}
      </span>
      <span>
        <Trans>
          The shade grows with the logarithm of the figure, in the ink of its account; undisclosed has none.
        </Trans>
      </span>
    </p>
  );
}
