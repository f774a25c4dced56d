import { Plural } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { watchesRead } from '../api/watches.ts';
import { useCurrentBook } from '../app/current-book.tsx';
import { CrossingNotice } from './crossing-notice.tsx';
import { crossedIn, useWatched } from './use-watched.ts';

/** How many watches are crossed at the moment on screen, in the masthead; nothing where nothing is watched. */
export function CrossedBadge() {
  const { book } = useCurrentBook();
  const { data: watches } = useQuery(watchesRead(book));
  return watches && watches.length > 0 ? <Counted /> : null;
}

function Counted() {
  const watched = useWatched();
  const count = crossedIn(watched.reading.data ?? []).length;
  return (
    <>
      <span role="status" data-testid="crossed-count" data-count={count}>
        {count > 0 ? (
          <span aria-hidden className="rounded-full bg-bad px-2 py-0.5 text-label font-semibold text-surface">
            {count}
          </span>
        ) : null}
        <span className="sr-only">
          <Plural value={count} _0="no watch is crossed" one="# watch is crossed" other="# watches are crossed" />
        </span>
      </span>
      <CrossingNotice {...watched} />
    </>
  );
}
