import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { keepPlace } from '../app/place.ts';
import { Explained } from '../explain/explained-amount.tsx';
import { CrossedSince } from './crossed-since-text.tsx';
import { OutcomeBadge } from './outcome-badge.tsx';
import { selectionOf } from './selection-of.ts';
import { TakenText } from './taken-text.tsx';
import { ThresholdBar } from './threshold-bar.tsx';
import { useWatchText } from './use-watch-text.ts';
import type { Watched } from './use-watched.ts';
import { WatchSubject } from './watch-subject.tsx';

interface WatchRowProps {
  readonly watched: Watched;
  readonly onRemove: () => void;
}

/** One watch: how it stands, what it is about, what it measures against its threshold, since when, and how to change it. */
export function WatchRow({ watched, onRemove }: WatchRowProps) {
  const { t } = useLingui();
  const { title, sentence } = useWatchText();
  const { watch, terms, taken, outcome } = watched;
  const name = title(terms);
  return (
    <li
      data-testid="watch"
      data-watch={watch}
      data-outcome={outcome ?? 'loading'}
      className="grid gap-x-6 gap-y-2 border-t border-line px-4 py-3 first:border-t-0 sm:grid-cols-[minmax(0,1fr)_12rem] lg:grid-cols-[8.5rem_minmax(0,1fr)_13rem_8.5rem] xl:grid-cols-[8.5rem_minmax(0,1fr)_18rem_8.5rem]"
    >
      <div className="sm:col-span-2 lg:col-span-1">{outcome ? <OutcomeBadge outcome={outcome} /> : <Measuring />}</div>
      <div className="min-w-0">
        <h2 className="text-body font-semibold [overflow-wrap:anywhere]">{name}</h2>
        {terms.name ? <p className="text-soft">{sentence(terms)}</p> : null}
        <WatchSubject terms={terms} disputed={taken?.disputed} />
        <CrossedSince watched={watched} />
      </div>
      <div className="min-w-0 text-right">
        {taken ? <TakenValue watched={watched} /> : null}
        {taken?.measured ? <ThresholdBar terms={terms} measured={taken.measured} /> : null}
      </div>
      <div className="flex items-start gap-1 sm:col-span-2 lg:col-span-1 lg:justify-end">
        <Link to="/watches" search={keepPlace({ watch })} className="button button-quiet" aria-label={t`Edit: ${name}`}>
          <Trans>Edit</Trans>
        </Link>
        <button type="button" className="button button-quiet" aria-label={t`Remove: ${name}`} onClick={onRemove}>
          <Trans>Remove</Trans>
        </button>
      </div>
    </li>
  );
}

function Measuring() {
  return (
    <span className="text-soft">
      <Trans>measuring</Trans>
    </span>
  );
}

/** The figure, leading to what is behind it where that is a sum of postings. */
function TakenValue({ watched: { terms, taken } }: { readonly watched: Watched }) {
  if (!taken) return null;
  const selection = taken.measured ? selectionOf(terms) : null;
  const text = <TakenText terms={terms} taken={taken} />;
  return selection ? <Explained selection={selection}>{text}</Explained> : <div className="py-0.5">{text}</div>;
}
