import { Trans } from '@lingui/react/macro';
import type { Metric } from '../api/shapes.ts';
import { SourceLine } from '../deals/source-line.tsx';
import { QuantityText } from '../numbers/quantity-text.tsx';
import { useWords } from '../words/use-words.ts';
import { METRIC_WORDS } from '../words/vocabulary.ts';
import { PartyLink } from './party-link.tsx';

/** What was observed of a party, newest first, also what was observed of several together. */
export function Metrics({ metrics }: { readonly metrics: readonly Metric[] }) {
  const { word, day } = useWords();
  return (
    <section className="panel px-4 py-3">
      <h2 className="text-section font-semibold">
        <Trans>Metrics</Trans>
      </h2>
      {metrics.length === 0 ? (
        <p className="mt-1 text-soft">
          <Trans>None observed. Revenue, cash and other figures that are observed of the party stand here.</Trans>
        </p>
      ) : null}
      <ul className="divide-y divide-line">
        {[...metrics].reverse().map((metric) => (
          <li key={metric.event} data-testid="metric" data-metric={metric.metric} className="grid gap-1 py-3">
            <span className="flex items-baseline justify-between gap-4">
              <span>{word(METRIC_WORDS, metric.metric)}</span>
              <span className="text-right text-body font-medium">
                <QuantityText quantity={metric.quantity} />
              </span>
            </span>
            <span className="flex justify-between gap-4 text-label text-faint">
              <span>{metric.period ? <Trans>for {metric.period}</Trans> : null}</span>
              <span>{day(metric.announcedOn)}</span>
            </span>
            <Together parties={metric.parties} />
            {metric.evidence.map((source, i) => (
              <SourceLine key={i} source={source} />
            ))}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The parties that a figure is about, where it is about more than one: it is not divided between them. */
export function Together({ parties }: { readonly parties: readonly string[] }) {
  if (parties.length < 2) return null;
  return (
    <span className="flex flex-wrap gap-x-2 text-soft">
      <Trans>together:</Trans>
      {parties.map((party) => (
        <PartyLink key={party} party={party} />
      ))}
    </span>
  );
}
