import { useQuery } from '@tanstack/react-query';
import { explainRead } from '../api/reads.ts';
import type { Explanation } from '../api/shapes.ts';
import type { Reading } from '../design/panel.tsx';
import { SETTLED } from '../exposure/use-exposures.ts';
import { useReplayedBook } from '../replay/use-replayed-book.ts';
import { useCoordinates } from '../time/coordinates.ts';
import type { Selection } from './selection.ts';

/** The postings behind a number at the coordinates on screen. */
export function useExplanation(book: string, selection: Selection): Reading<Explanation> {
  const at = useCoordinates();
  const replay = useReplayedBook();
  const { kind, unit, account, obligor, obligee, deal, leg } = selection;
  const filters = { kind, unit, account, obligor, obligee, deal, leg };
  const asked = useQuery({ ...explainRead(book, at, filters), enabled: replay === null });
  if (!replay) return asked;
  return { data: replay.book.explain(selection, replay.position, at.validAt), ...SETTLED };
}
