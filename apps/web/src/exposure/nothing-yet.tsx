import { Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { keepPlace } from '../app/place.ts';
import { useTimeTravel } from '../time/time-travel.tsx';

/** An empty book, or a time before its first deal. */
export function NothingYet() {
  const { live, goLive } = useTimeTravel();
  if (!live) {
    return (
      <>
        <p>
          <Trans>Nothing was owed at this point in time, as far as the book knows.</Trans>
        </p>
        <button type="button" className="button" onClick={goLive}>
          <Trans>Back to live</Trans>
        </button>
      </>
    );
  }
  return (
    <>
      <p>
        <Trans>This book holds no deals yet. Record the first one, or import the example book.</Trans>
      </p>
      <Link to="/record" search={keepPlace({ type: 'PartyRegistered' })} className="button button-strong">
        <Trans>Record an event</Trans>
      </Link>
    </>
  );
}
