import { useQuery } from '@tanstack/react-query';
import { explainRead } from '../api/reads.ts';
import type { Explanation } from '../api/shapes.ts';
import type { Reading } from '../design/panel.tsx';
import { useCoordinates } from '../time/coordinates.ts';
import type { Selection } from './selection.ts';

/** The postings behind a number at the coordinates on screen. */
export function useExplanation(book: string, selection: Selection): Reading<Explanation> {
  const at = useCoordinates();
  const { kind, unit, account, obligor, obligee, deal, leg } = selection;
  return useQuery(explainRead(book, at, { kind, unit, account, obligor, obligee, deal, leg }));
}
