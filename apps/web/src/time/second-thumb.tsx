import { useLingui } from '@lingui/react/macro';
import { moveOfKey } from './replay-clock.ts';
import { useSpoken } from './spoken-value.ts';
import { useTimeTravel } from './time-travel.tsx';
import type { useTrackScale } from './track-scale.ts';

/** The moment that the screen is compared with, a slider of its own on the same track; Delete takes it away. */
export function SecondThumb({ scale }: { readonly scale: ReturnType<typeof useTrackScale> }) {
  const { t } = useLingui();
  const { second } = useTimeTravel();
  const spoken = useSpoken();
  const { value } = second;
  if (value === null) return null;
  return (
    <div
      role="slider"
      tabIndex={0}
      data-testid="second-thumb"
      aria-label={t`Time: compared with`}
      aria-valuemin={scale.min}
      aria-valuemax={scale.max}
      aria-valuenow={scale.numberOf(value)}
      aria-valuetext={spoken(value)}
      className="track-second"
      style={{ left: `${scale.shareOf(value) * 100}%` }}
      onKeyDown={(event) => {
        const by = moveOfKey(event.key, event.shiftKey);
        if (by) second.step(by);
        else if (event.key === 'Delete' || event.key === 'Backspace') second.takeAway();
        else return;
        event.preventDefault();
      }}
    />
  );
}
