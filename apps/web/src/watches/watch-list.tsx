import { Plural, Trans, useLingui } from '@lingui/react/macro';
import type { Outcome } from '@offtake/exposure/watched';
import type { Watch } from '../api/watches.ts';
import type { Watched } from './use-watched.ts';
import { WatchRow } from './watch-row.tsx';

interface WatchListProps {
  readonly watched: readonly Watched[];
  readonly onRemove: (watch: Watch) => void;
}

/** Every watch, those first that want to be looked at. */
export function WatchList({ watched, onRemove }: WatchListProps) {
  const { t } = useLingui();
  const sorted = watched.toSorted((a, b) => rankOf(a.outcome) - rankOf(b.outcome));
  const count = (outcome: Outcome) => watched.filter((each) => each.outcome === outcome).length;
  return (
    <>
      <p data-testid="watch-counts" className="flex flex-wrap gap-x-4 border-b border-line px-4 py-3 text-soft">
        <span className={count('crossed') > 0 ? 'font-semibold text-bad' : ''}>
          <Plural value={count('crossed')} one="# crossed" other="# crossed" />
        </span>
        <span>
          <Plural value={count('cannot-be-told')} one="# cannot be told" other="# cannot be told" />
        </span>
        <span>
          <Plural value={count('not-crossed')} one="# not crossed" other="# not crossed" />
        </span>
        {count('cannot-be-told') > 0 ? (
          <span className="basis-full text-label text-faint">
            <Trans>Cannot be told: what is undisclosed or bounded may lie on either side of the threshold.</Trans>
          </span>
        ) : null}
      </p>
      <ul aria-label={t`Watches`}>
        {sorted.map((each) => (
          <WatchRow
            key={each.watch}
            watched={each}
            onRemove={() => onRemove({ watch: each.watch, terms: each.terms })}
          />
        ))}
      </ul>
    </>
  );
}

const RANK: readonly (Outcome | undefined)[] = ['crossed', 'cannot-be-told', 'not-crossed', undefined];
const rankOf = (outcome: Outcome | undefined) => RANK.indexOf(outcome);
