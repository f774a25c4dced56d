import { Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import type { Target } from '../api/shapes.ts';
import type { UrlState } from '../app/url-state.ts';
import { SourceLine } from '../deals/source-line.tsx';
import { QuantityText } from '../numbers/quantity-text.tsx';
import { useWords } from '../words/use-words.ts';
import { Together } from './metrics.tsx';

/** What a party says it aims at. An aim is no obligation: it enters no account and no sum. */
export function Targets({ targets }: { readonly targets: readonly Target[] }) {
  const { day } = useWords();
  return (
    <section className="panel px-4 py-3">
      <h2 className="text-section font-semibold">
        <Trans>Targets</Trans>
      </h2>
      <p className="text-soft">
        {targets.length === 0 ? (
          <Trans>None stated. An aim that the party announces stands here, and can be held against its deals.</Trans>
        ) : (
          <Trans>Aims, not obligations: they enter no sum.</Trans>
        )}
      </p>
      <ul className="divide-y divide-line">
        {[...targets].reverse().map((target) => (
          <li key={target.event} data-testid="target" data-target={target.target} className="grid gap-1 py-3">
            <span className="flex items-baseline justify-between gap-4">
              <span className="first-letter:uppercase">{target.title}</span>
              <span className="grid flex-none justify-items-end text-body font-medium">
                {target.quantities.map((quantity) => (
                  <QuantityText key={quantity.unit} quantity={quantity} />
                ))}
              </span>
            </span>
            <span className="flex justify-between gap-4 text-label text-faint">
              <span>{target.horizon ? <Trans>by {day(target.horizon)}</Trans> : null}</span>
              <span>{day(target.announcedOn)}</span>
            </span>
            <Together parties={target.parties} />
            <Link
              to="."
              search={(before: UrlState): UrlState => ({ ...before, view: 'targets', target: target.target })}
              resetScroll={false}
              data-testid="reconcile"
              className="linklike w-fit"
            >
              <Trans>how much of it the book can name</Trans>
            </Link>
            {target.evidence.map((source, i) => (
              <SourceLine key={i} source={source} />
            ))}
          </li>
        ))}
      </ul>
    </section>
  );
}
