import { Trans, useLingui } from '@lingui/react/macro';
import type { Outcome } from '@offtake/exposure/watched';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { keepPlace } from '../app/place.ts';
import { Icon } from '../design/icon.tsx';
import { useBookHistory } from '../time/book-history.tsx';
import { useTimeTravel } from '../time/time-travel.tsx';
import { newlyCrossed, type Standing } from './newly-crossed.ts';
import { useWatchText } from './use-watch-text.ts';
import type { useWatched, Watched } from './use-watched.ts';

/** Says that a watch has become crossed while the screen is live, until it is read and closed. */
export function CrossingNotice({ reading, settled }: ReturnType<typeof useWatched>) {
  const { live } = useTimeTravel();
  const [told, setTold] = useState<readonly string[]>([]);
  // How they stood live, when they were last looked at; to come back from the past is no crossing.
  const before = useRef<Standing | null>(null);
  const watched = reading.data ?? [];
  const isTold = live && settled && watched.every(({ outcome }) => outcome !== undefined);
  // As a text, so that what stands as it stood is no change.
  const standing = isTold
    ? JSON.stringify(watched.map(({ watch, outcome, terms }) => [watch, { outcome, terms }]))
    : null;
  useEffect(() => {
    if (!live) before.current = null;
    if (standing === null) return;
    const now: Standing = new Map(JSON.parse(standing) as Iterable<[string, { outcome: Outcome; terms: object }]>);
    const crossed = before.current ? newlyCrossed(before.current, now) : [];
    before.current = now;
    if (crossed.length > 0) setTold((earlier) => [...new Set([...earlier, ...crossed])]);
  }, [live, standing]);
  const shown = watched.filter(({ watch }) => told.includes(watch));
  return createPortal(
    <div
      role="status"
      className="no-print pointer-events-none fixed inset-x-4 top-16 z-30 grid gap-2 sm:left-auto sm:w-96"
    >
      {shown.map((each) => (
        <Notice
          key={each.watch}
          watched={each}
          onClose={() => setTold((all) => all.filter((watch) => watch !== each.watch))}
        />
      ))}
    </div>,
    document.body,
  );
}

function Notice({ watched, onClose }: { readonly watched: Watched; readonly onClose: () => void }) {
  const { t } = useLingui();
  const { title, print } = useWatchText();
  const { titleOf } = useBookHistory();
  const { terms, taken } = watched;
  const about = 'deal' in terms && terms.deal !== undefined ? `deal/${terms.deal}` : `party/${terms.party}`;
  const now = taken?.measured?.stated ?? taken?.measured?.low;
  return (
    <div
      data-testid="crossing-notice"
      className="panel pointer-events-auto flex w-full items-start gap-3 border-bad p-3 shadow-sheet"
    >
      <div className="min-w-0 flex-1">
        <p className="font-semibold text-bad">
          <Trans>A watch has been crossed</Trans>
        </p>
        <p className="[overflow-wrap:anywhere]">
          {titleOf(about)}: {title(terms)}
          {now ? <Trans> (now {print(terms, now)})</Trans> : null}
        </p>
        <Link to="/watches" search={keepPlace()} className="linklike" onClick={onClose}>
          <Trans>Show the watches</Trans>
        </Link>
      </div>
      <button type="button" className="button button-quiet" aria-label={t`Close`} onClick={onClose}>
        <Icon name="close" />
      </button>
    </div>
  );
}
