import { useQuery } from '@tanstack/react-query';
import { exposuresRead } from '../api/reads.ts';
import type { Exposures } from '../api/shapes.ts';
import type { Reading } from '../design/panel.tsx';
import { useCoordinates } from '../time/coordinates.ts';

/** Exposures by obligor, obligee and account at the coordinates on screen. */
export function useExposures(book: string): Reading<Exposures> {
  const at = useCoordinates();
  return useQuery(exposuresRead(book, at));
}
