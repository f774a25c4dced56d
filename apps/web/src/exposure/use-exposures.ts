import { useQuery } from '@tanstack/react-query';
import { exposuresRead } from '../api/reads.ts';
import type { Exposures } from '../api/shapes.ts';
import type { Reading } from '../design/panel.tsx';
import { useReplayedBook } from '../replay/use-replayed-book.ts';
import { useCoordinates } from '../time/coordinates.ts';

/**
 * Exposures by obligor, obligee and account at the coordinates on screen: live from the server, else folded here.
 * @param of whom at least: the server leaves out the others
 */
export function useExposures(book: string, of: { readonly party?: string } = {}): Reading<Exposures> {
  const at = useCoordinates();
  const replay = useReplayedBook();
  const asked = useQuery({ ...exposuresRead(book, at, of), enabled: replay === null });
  if (!replay) return asked;
  return { data: replay.book.exposures(replay.at), ...SETTLED };
}

/** What is computed here is there at once, and never fails. */
export const SETTLED = { error: null, isPending: false, refetch: () => undefined };
