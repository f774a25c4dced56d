import { Trans } from '@lingui/react/macro';
import { useCurrentBook } from '../app/current-book.tsx';
import { startTour, useTourUnseen } from './tour-place.ts';

/** Offers the tour until it has been begun once in this browser; after that it is found beside the keys, on `?`. */
export function TourOffer() {
  const unseen = useTourUnseen();
  const { position } = useCurrentBook();
  if (!unseen || position === 0) return null;
  return (
    <button type="button" data-testid="tour-offer" className="button" onClick={startTour}>
      <Trans>Take the tour: five steps</Trans>
    </button>
  );
}
