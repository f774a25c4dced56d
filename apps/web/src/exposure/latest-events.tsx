import { Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { keepPlace } from '../app/place.ts';
import { FeedRow } from '../feed/feed-row.tsx';
import { useBookHistory } from '../time/book-history.tsx';
import { useTimeTravel } from '../time/time-travel.tsx';

const LATEST = 4;

/** What the book had learned last at this moment: replay is told event by event. */
export function LatestEvents() {
  const { events } = useBookHistory();
  const { position } = useTimeTravel();
  const latest = events.slice(Math.max(0, position - LATEST), position).toReversed();
  if (latest.length === 0) return null;
  return (
    <section className="panel min-w-0">
      <header className="flex items-baseline justify-between gap-4 border-b border-line px-4 py-3">
        <h2 className="text-section font-semibold">
          <Trans>Learned last</Trans>
        </h2>
        <Link to="/feed" search={keepPlace()} className="linklike">
          <Trans>all events</Trans>
        </Link>
      </header>
      <ol className="divide-y divide-line">
        {latest.map((event) => (
          <li key={event.position}>
            <FeedRow event={event} />
          </li>
        ))}
      </ol>
    </section>
  );
}
