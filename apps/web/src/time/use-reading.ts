import { useSetUrl, useUrl } from '../app/place.ts';
import { useBookHistory } from './book-history.tsx';
import { type OpenDispute, openDisputesAt } from './open-disputes.ts';
import { useTimeTravel } from './time-travel.tsx';

interface ReadingChoice {
  /** What is disputed at the moment on screen. */
  readonly disputes: readonly OpenDispute[];
  readonly isAlternative: boolean;
  choose(reading: 'recorded' | 'alternative'): void;
}

/** How what is disputed is read: as recorded, or with every other version that is known in its place. */
export function useReading(): ReadingChoice {
  const { events } = useBookHistory();
  const { position } = useTimeTravel();
  const { reading } = useUrl();
  const setUrl = useSetUrl();
  return {
    disputes: openDisputesAt(events, position),
    isAlternative: reading === 'alternative',
    choose: (chosen) => void setUrl({ reading: chosen === 'alternative' ? chosen : undefined }),
  };
}
