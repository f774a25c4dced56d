import { useLingui } from '@lingui/react/macro';
import type { Axis } from './replay-clock.ts';
import { useTimeTravel } from './time-travel.tsx';

/** Which axis the scrubber moves: what was known (by event or by date), or what was in effect. */
export function AxisSwitch() {
  const { t } = useLingui();
  const { axis, chooseAxis } = useTimeTravel();
  return (
    <select
      aria-label={t`Axis of time`}
      className="picker min-w-0"
      value={axis}
      onChange={(event) => chooseAxis(event.target.value as Axis)}
    >
      <option value="position">{t`known, by event`}</option>
      <option value="date">{t`known, by date`}</option>
      <option value="valid">{t`valid, by date`}</option>
    </select>
  );
}
