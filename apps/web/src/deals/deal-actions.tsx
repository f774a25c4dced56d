import { Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { keepPlace } from '../app/place.ts';
import { useTimeTravel } from '../time/time-travel.tsx';
import { WatchLink } from '../watches/watch-link.tsx';

/** What can be recorded about a deal from its page; what happens now is recorded now, not in the past. */
export function DealActions({ deal }: { readonly deal: string }) {
  const { live } = useTimeTravel();
  const record = (type: string) => (before: Parameters<ReturnType<typeof keepPlace>>[0]) => {
    const { book } = keepPlace()(before);
    return { ...(book ? { book } : {}), type, deal };
  };
  if (!live) return null;
  return (
    <div className="flex flex-wrap gap-2">
      <Link to="/record" search={record('DealAmended')} className="button button-strong">
        <Trans>Amend</Trans>
      </Link>
      <Link to="/record" search={record('PerformanceRecorded')} className="button">
        <Trans>Perform</Trans>
      </Link>
      <Link to="/record" search={record('DealSigned')} className="button">
        <Trans>Sign</Trans>
      </Link>
      <Link to="/record" search={record('EventCorrected')} className="button">
        <Trans>Correct</Trans>
      </Link>
      <Link to="/record" search={record('EventRetracted')} className="button">
        <Trans>Retract</Trans>
      </Link>
      <Link to="/record" search={record('DealTerminated')} className="button">
        <Trans>Terminate</Trans>
      </Link>
      <Link to="/record" search={record('DealCompleted')} className="button">
        <Trans>Complete</Trans>
      </Link>
      <WatchLink deal={deal} />
    </div>
  );
}
