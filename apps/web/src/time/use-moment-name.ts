import { useLingui } from '@lingui/react/macro';
import { useWords } from '../words/use-words.ts';
import { useBookHistory } from './book-history.tsx';
import { type Coordinates, isDate, knownPosition, momentAt } from './timeline.ts';

/** "known 31 Oct 2025, event 41 of 70, valid 1 Mar 2026" */
export function useMomentName(): (at: Coordinates) => string {
  const { t } = useLingui();
  const { day } = useWords();
  const { timeline } = useBookHistory();
  const head = timeline.at(-1)?.position ?? 0;
  return ({ knownAt, validAt }) => {
    const position = knownPosition(timeline, knownAt);
    const moment = momentAt(timeline, position);
    const on = day(knownAt !== undefined && isDate(knownAt) ? knownAt : moment?.announcedOn);
    const known =
      knownAt === undefined ? t`live, event ${position} of ${head}` : t`known ${on}, event ${position} of ${head}`;
    return validAt === undefined ? known : t`${known}, valid ${day(validAt)}`;
  };
}
