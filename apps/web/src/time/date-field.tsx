import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useBookHistory } from './book-history.tsx';
import { useCoordinates } from './coordinates.ts';
import { useTimeTravel } from './time-travel.tsx';
import { type Coordinates, isDate, knownPosition, momentAt } from './timeline.ts';

/** A year that is still being typed (`0002`, `0020`) is before any of these. */
const FIRST_DAY = '1900-01-01';

interface DayInputProps {
  readonly label: string;
  /** '' = none. */
  readonly day: string;
  readonly onDay: (day: string) => void;
  readonly testId: string;
}

/** A day that is typed or picked; while it is being typed nothing moves. */
export function DayInput({ label, day, onDay, testId }: DayInputProps) {
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <input
      type="date"
      data-testid={testId}
      aria-label={label}
      title={label}
      className="picker dock-date"
      min={FIRST_DAY}
      max="9999-12-31"
      value={typed ?? day}
      onChange={({ target: { value } }) => {
        setTyped(value);
        if (value >= FIRST_DAY) onDay(value);
      }}
      onBlur={() => setTyped(null)}
    />
  );
}

/** Takes the screen to what was known on a day, or was in effect on it. */
export function DateField() {
  const { t } = useLingui();
  const { axis, goToDay } = useTimeTravel();
  const dayOf = useDayOf();
  const label = axis === 'valid' ? t`In effect on` : t`Known on`;
  return <DayInput label={label} day={dayOf(useCoordinates())} onDay={goToDay} testId="date-field" />;
}

/** The day of a moment on the axis that is moved; '' = LIVE. */
export function useDayOf(): (at: Coordinates) => string {
  const { axis } = useTimeTravel();
  const { timeline } = useBookHistory();
  return ({ knownAt, validAt }) => {
    if (axis === 'valid') return validAt ?? '';
    if (knownAt === undefined) return '';
    return isDate(knownAt) ? knownAt : (momentAt(timeline, knownPosition(timeline, knownAt))?.announcedOn ?? '');
  };
}
