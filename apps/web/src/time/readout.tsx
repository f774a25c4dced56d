import { Trans } from '@lingui/react/macro';
import { useWords } from '../words/use-words.ts';
import { useBookHistory } from './book-history.tsx';
import { useCoordinates } from './coordinates.ts';
import { useTimeTravel } from './time-travel.tsx';
import { isDate, momentAt } from './timeline.ts';

/** Where the screen stands, in two lines; on a narrow screen without what the track shows as well. */
export function Readout({ narrow = false }: { readonly narrow?: boolean }) {
  const { position } = useTimeTravel();
  const { knownAt, validAt } = useCoordinates();
  const { timeline } = useBookHistory();
  const { day } = useWords();
  const head = timeline.at(-1)?.position ?? 0;
  const moment = momentAt(timeline, position);
  const known = knownAt !== undefined && isDate(knownAt) ? knownAt : moment?.announcedOn;
  return (
    <span className="grid min-w-0 text-left leading-4">
      <span className="truncate font-medium">
        {validAt && knownAt === undefined ? <Trans>valid {day(validAt)}</Trans> : day(known)}
      </span>
      <span className="truncate text-label font-normal text-soft">
        {validAt && knownAt !== undefined ? (
          <Trans>valid {day(validAt)}</Trans>
        ) : narrow ? (
          <Trans>№ {position}</Trans>
        ) : (
          <Trans>
            event {position} of {head}
          </Trans>
        )}
      </span>
    </span>
  );
}
