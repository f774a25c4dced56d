import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { differenceRead, END_OF_TIME } from '../api/difference.ts';
import type { Account } from '../api/shapes.ts';
import { useCurrentBook } from '../app/current-book.tsx';
import { useUrl } from '../app/place.ts';
import type { Reading } from '../design/panel.tsx';
import type { Selection } from '../explain/selection.ts';
import { SETTLED } from '../exposure/use-exposures.ts';
import type { ReplayPlace } from '../replay/replay-place.ts';
import { useFoldedBook } from '../replay/use-replayed-book.ts';
import { useBookHistory } from '../time/book-history.tsx';
import { useCoordinates } from '../time/coordinates.ts';
import { useTimeTravel } from '../time/time-travel.tsx';
import { type Coordinates, knownPosition, type Timeline } from '../time/timeline.ts';
import { type Difference, inOrderOfTime } from './difference.ts';

/** What differs between the moment on screen and the one it is compared with: folded here, else asked of the server. */
export function useDifference(): Reading<Difference> {
  const { book } = useCurrentBook();
  const { timeline } = useBookHistory();
  const { axis, second } = useTimeTravel();
  const to = useCoordinates();
  const { selection, consolidate } = useFilters();
  // Which group a party belongs to the server says.
  const folded = useFoldedBook(second.at !== null && !consolidate);
  const from: Coordinates = second.at ?? to;
  const isValid = axis === 'valid';
  const { reading } = to;
  const local = folded?.difference(
    placeOf(timeline, from, isValid, reading),
    placeOf(timeline, to, isValid, reading),
    selection,
  );
  const filters = { ...selection, ...(consolidate ? { consolidate: 'true' } : {}) };
  const asked = useQuery({
    ...differenceRead(book, from, to, isValid ? 'valid' : 'known', filters),
    enabled: second.at !== null && !local,
    select: inOrderOfTime,
  });
  return local ? { data: inOrderOfTime(local), ...SETTLED } : asked;
}

function placeOf(
  timeline: Timeline,
  { knownAt, validAt }: Coordinates,
  isValid: boolean,
  reading: 'alternative' | undefined,
): ReplayPlace {
  return { position: knownPosition(timeline, knownAt), validAt: isValid ? (validAt ?? END_OF_TIME) : validAt, reading };
}

interface Filters {
  readonly selection: Pick<Partial<Selection>, 'kind' | 'unit'> & {
    readonly account?: Account;
    readonly party?: string;
    readonly deal?: string;
  };
  readonly consolidate: boolean;
}

/** What the screen shows of the book: its own deal or party, and what it is filtered by. */
export function useFilters(): Filters {
  const url = useUrl();
  const path = useParams({ strict: false });
  const { kind, unit, account } = url;
  const party = path.party ?? url.party;
  const deal = path.deal ?? url.deal;
  return {
    selection: {
      ...(kind ? { kind } : {}),
      ...(unit ? { unit } : {}),
      ...(account ? { account } : {}),
      ...(party ? { party } : {}),
      ...(deal ? { deal } : {}),
    },
    consolidate: url.consolidate === 'true',
  };
}
