import { Trans, useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { useCoordinates } from '../time/coordinates.ts';
import { DayInput, useDayOf } from '../time/date-field.tsx';
import { useTimeTravel } from '../time/time-travel.tsx';
import type { Coordinates } from '../time/timeline.ts';
import { useMomentName } from '../time/use-moment-name.ts';

/** The two moments, each with a day that can be typed. */
export function ComparedMoments() {
  const { t } = useLingui();
  const { axis, second, goToDay } = useTimeTravel();
  const screen = useCoordinates();
  const dayOf = useDayOf();
  if (!second.at) return null;
  const label = axis === 'valid' ? t`In effect on` : t`Known on`;
  return (
    <div className="grid gap-x-6 gap-y-3 sm:grid-cols-2">
      <Moment title={<Trans>Compared with</Trans>} at={second.at}>
        <DayInput
          label={`${t`Compared with`}: ${label}`}
          day={dayOf(second.at)}
          onDay={second.goTo}
          testId="from-day"
        />
      </Moment>
      <Moment title={<Trans>On screen</Trans>} at={screen}>
        <DayInput label={`${t`On screen`}: ${label}`} day={dayOf(screen)} onDay={goToDay} testId="to-day" />
      </Moment>
    </div>
  );
}

interface MomentProps {
  readonly title: ReactNode;
  readonly at: Coordinates;
  readonly children: ReactNode;
}

function Moment({ title, at, children }: MomentProps) {
  const nameOf = useMomentName();
  return (
    <div className="grid justify-items-start gap-1">
      <span className="text-label font-medium text-faint">{title}</span>
      {children}
      <span className="text-soft">{nameOf(at)}</span>
    </div>
  );
}
