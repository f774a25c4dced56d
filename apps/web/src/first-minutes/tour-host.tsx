import { lazy, Suspense } from 'react';
import { useTourStep } from './tour-place.ts';

const Tour = lazy(async () => ({ default: (await import('./tour.tsx')).Tour }));

/** Nothing, until the tour is begun. */
export function TourHost() {
  const step = useTourStep();
  if (step === null) return null;
  return (
    <Suspense>
      <Tour step={step} />
    </Suspense>
  );
}
