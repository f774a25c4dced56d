import { useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { Icon } from '../design/icon.tsx';
import { SPEEDS } from './replay-clock.ts';
import { useTimeTravel } from './time-travel.tsx';

/** Play and pause, one event back and on, and how fast. */
export function Transport() {
  const { t } = useLingui();
  const { playing, speed, togglePlay, chooseSpeed, step } = useTimeTravel();
  return (
    <div className="dock-transport flex items-center md:gap-1">
      <DockButton label={t`One event back`} onPress={() => step('previous')}>
        <Icon name="back" />
      </DockButton>
      <DockButton label={playing ? t`Pause` : t`Play`} onPress={togglePlay}>
        <Icon name={playing ? 'pause' : 'play'} />
      </DockButton>
      <DockButton label={t`One event on`} onPress={() => step('next')}>
        <Icon name="on" />
      </DockButton>
      <select
        aria-label={t`Speed, in events per second`}
        title={t`Speed, in events per second`}
        className="picker dock-speed text-label"
        value={speed}
        onChange={(event) => chooseSpeed(Number(event.target.value))}
      >
        {SPEEDS.map((each) => (
          <option key={each} value={each}>
            {each}×
          </option>
        ))}
      </select>
    </div>
  );
}

interface DockButtonProps {
  readonly label: string;
  readonly onPress: () => void;
  readonly children: ReactNode;
}

function DockButton({ label, onPress, children }: DockButtonProps) {
  return (
    <button type="button" aria-label={label} title={label} className="button button-quiet" onClick={onPress}>
      {children}
    </button>
  );
}
