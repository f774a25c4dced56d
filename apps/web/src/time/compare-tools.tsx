import { Trans, useLingui } from '@lingui/react/macro';
import { useSetUrl, useUrl } from '../app/place.ts';
import { Icon } from '../design/icon.tsx';
import { useTimeTravel } from './time-travel.tsx';

/** Puts a second thumb on the track, opens what differs between the two, and takes the second away again. */
export function CompareTools() {
  const { t } = useLingui();
  const { second } = useTimeTravel();
  const { show } = useUrl();
  const setUrl = useSetUrl();
  if (second.value === null) {
    return (
      <button
        type="button"
        data-testid="compare"
        className="button"
        title={t`Compare with another moment (D)`}
        onClick={second.put}
      >
        <Trans>Compare</Trans>
      </button>
    );
  }
  return (
    <span className="inline-flex">
      <button
        type="button"
        data-testid="open-difference"
        aria-haspopup="dialog"
        aria-expanded={show === 'difference'}
        className="button border-past text-past"
        onClick={() => void setUrl({ show: 'difference' }, false)}
      >
        <Trans>Difference</Trans>
      </button>
      <button
        type="button"
        data-testid="stop-comparing"
        aria-label={t`Stop comparing`}
        title={t`Stop comparing`}
        className="button button-quiet"
        onClick={second.takeAway}
      >
        <Icon name="close" />
      </button>
    </span>
  );
}
