import { Plural, Trans, useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import type { Flows } from '../api/flows.ts';
import { exactNumber, shortNumber } from '../numbers/format-amount.ts';
import { percent } from '../numbers/format-ratio.ts';

/** How much flows, how much of it comes back, how much is only passed on: each with what it means. */
export function FlowMeasures({ flows, unit }: { readonly flows: Flows; readonly unit: string }) {
  const { i18n } = useLingui();
  const { gross, circularity, passThrough, cycles } = flows;
  const valued = cycles.filter(({ value }) => value !== null).length;
  return (
    <dl className="grid gap-px overflow-hidden rounded-lg border border-line bg-line sm:grid-cols-2 lg:grid-cols-4">
      <Measure
        name={<Trans>Gross</Trans>}
        value={gross}
        figure={`${shortNumber(i18n.locale, gross)} ${unit}`}
        exact={`${exactNumber(i18n.locale, gross)} ${unit}`}
      >
        <Trans>All that is owed or was paid between different parties, kinds together.</Trans>
      </Measure>
      <Measure
        name={<Trans>Circularity</Trans>}
        value={circularity}
        figure={circularity === null ? '–' : percent(i18n.locale, circularity)}
        exact={circularity ?? ''}
      >
        {circularity === null || Number(circularity) === 0 ? (
          <Trans>Nothing comes back: no part of it goes round in a circle.</Trans>
        ) : (
          <Trans>This part of it goes round in circles: what a party pays comes back to it through others.</Trans>
        )}
      </Measure>
      <Measure
        name={<Trans>Pass-through</Trans>}
        value={passThrough}
        figure={passThrough === null ? '–' : percent(i18n.locale, passThrough)}
        exact={passThrough ?? ''}
      >
        {passThrough === null || Number(passThrough) === 0 ? (
          <Trans>Nobody who is owed something owes anything on.</Trans>
        ) : (
          <Trans>This part is received by one and owed on by the same: netted, it would vanish.</Trans>
        )}
      </Measure>
      <Measure
        name={<Trans>Loops</Trans>}
        value={String(cycles.length)}
        figure={String(cycles.length)}
        exact={String(cycles.length)}
      >
        <Plural
          value={valued}
          one="# of them flows in this unit all the way round."
          other="# of them flow in this unit all the way round."
        />
      </Measure>
    </dl>
  );
}

interface MeasureProps {
  readonly name: ReactNode;
  readonly value: string | null;
  readonly figure: string;
  readonly exact: string;
  readonly children: ReactNode;
}

function Measure({ name, value, figure, exact, children }: MeasureProps) {
  return (
    <div className="bg-surface px-4 py-3" data-testid="flow-measure" data-value={value ?? ''}>
      <dt className="text-soft">{name}</dt>
      <dd>
        <span className="text-title font-semibold tracking-tight" title={exact} data-exact={exact}>
          {figure}
        </span>
        <span className="mt-1 block text-soft">{children}</span>
      </dd>
    </div>
  );
}
