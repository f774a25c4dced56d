import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useBookHistory } from './book-history.tsx';
import { useCoordinates } from './coordinates.ts';
import { useTimeTravel } from './time-travel.tsx';
import { isDate, momentAt } from './timeline.ts';

/** A year that is still being typed (`0002`, `0020`) is before any of these. */
const FIRST_DAY = '1900-01-01';

/** A day that is typed or picked takes the screen there: to what was known that day, or was in effect on it. */
export function DateField() {
  const { t } = useLingui();
  const { axis, goToDay } = useTimeTravel();
  const day = useDayOnScreen();
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <input
      type="date"
      data-testid="date-field"
      aria-label={axis === 'valid' ? t`In effect on` : t`Known on`}
      title={axis === 'valid' ? t`In effect on` : t`Known on`}
      className="picker dock-date"
      min={FIRST_DAY}
      max="9999-12-31"
      value={typed ?? day}
      onChange={({ target: { value } }) => {
        setTyped(value);
        if (value >= FIRST_DAY) goToDay(value);
      }}
      onBlur={() => setTyped(null)}
    />
  );
}

/** The day that the screen stands at on the axis that is moved; '' = LIVE. */
function useDayOnScreen(): string {
  const { axis, position } = useTimeTravel();
  const { knownAt, validAt } = useCoordinates();
  const { timeline } = useBookHistory();
  if (axis === 'valid') return validAt ?? '';
  if (knownAt === undefined) return '';
  return isDate(knownAt) ? knownAt : (momentAt(timeline, position)?.announcedOn ?? '');
}
