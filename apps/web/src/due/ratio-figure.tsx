import { Trans, useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import type { RatioInterval } from '../api/coverage.ts';
import { DisputedMark } from '../numbers/disputed-mark.tsx';
import { times } from '../numbers/format-ratio.ts';
import { scaleOf } from './ratio-scale.ts';

interface RatioFigureProps {
  readonly name: ReactNode;
  readonly ratio: RatioInterval | null;
  readonly missing: ReactNode;
  readonly testId: string;
  readonly disputed?: boolean | undefined;
}

/** A ratio of two intervals: what is stated, and how far it may lie from that. */
export function RatioFigure({ name, ratio, missing, testId, disputed }: RatioFigureProps) {
  const { i18n } = useLingui();
  if (!ratio) {
    return (
      <div data-testid={testId}>
        <p className="text-label font-medium text-faint">{name}</p>
        <p className="text-body text-soft">{missing}</p>
      </div>
    );
  }
  const { low, stated, high } = ratio;
  const isCertain = low === stated && high === stated;
  const lowest = times(i18n.locale, low);
  const interval =
    high === null ? (
      <Trans>between {lowest} and unbounded</Trans>
    ) : (
      <Trans>
        between {lowest} and {times(i18n.locale, high)}
      </Trans>
    );
  return (
    <div data-testid={testId}>
      <p className="text-label font-medium text-faint">{name}</p>
      <p className="text-title font-semibold tracking-tight">
        {stated === null ? interval : times(i18n.locale, stated)}
        <DisputedMark disputed={disputed} />
      </p>
      {isCertain || stated === null ? null : <p className="text-soft">{interval}</p>}
      <Scale ratio={ratio} />
    </div>
  );
}

/** The interval on a line, with the point at which the money is just enough. */
function Scale({ ratio }: { readonly ratio: RatioInterval }) {
  const { from, to, stated, one, isOpen } = scaleOf(ratio);
  return (
    <div aria-hidden className="relative mt-2 h-8">
      <span className="absolute inset-x-0 top-2 h-2 rounded-full bg-sunken" />
      <span
        className={`absolute top-2 h-2 min-w-0.5 ${isOpen ? 'ratio-open rounded-l-full' : 'rounded-full bg-firm'}`}
        style={{ left: `${from}%`, width: `${to - from}%` }}
      />
      {stated === null ? null : (
        <span className="absolute top-0.5 h-5 w-0.5 -translate-x-1/2 bg-ink" style={{ left: `${stated}%` }} />
      )}
      <span className="absolute top-1 h-4 border-l border-dashed border-bad" style={{ left: `${one}%` }} />
      <span className="absolute top-5 -translate-x-1/2 text-label leading-3 text-soft" style={{ left: `${one}%` }}>
        1×
      </span>
    </div>
  );
}
