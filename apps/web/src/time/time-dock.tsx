import { Trans, useLingui } from '@lingui/react/macro';
import { useEffect, useId, useState } from 'react';
import { Icon } from '../design/icon.tsx';
import { AxisSwitch } from './axis-switch.tsx';
import { CompareTools } from './compare-tools.tsx';
import { DateField } from './date-field.tsx';
import { ReadingSwitch } from './reading-switch.tsx';
import { Readout } from './readout.tsx';
import { ScrubberTrack } from './scrubber-track.tsx';
import { useTimeKeys } from './time-keys.ts';
import { useTimeTravel } from './time-travel.tsx';
import { Transport } from './transport.tsx';

/**
 * The time dock at the foot of every screen: where the numbers stand in time, and how to move it. What does not fit
 * beside the track opens above it.
 */
export function TimeDock() {
  useTimeKeys();
  const { live } = useTimeTravel();
  const { t } = useLingui();
  const [isOpen, setOpen] = useState(false);
  const tools = useId();
  useEffect(() => {
    if (!isOpen) return;
    // Before it is heard as "back to live".
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || document.querySelector('[role="dialog"]')) return;
      event.preventDefault();
      setOpen(false);
    };
    addEventListener('keydown', onKey, true);
    return () => removeEventListener('keydown', onKey, true);
  }, [isOpen]);
  return (
    <section aria-label={t`Time`} data-live={live} className="dock no-print">
      <Transport />
      <ScrubberTrack />
      <button
        type="button"
        data-testid="time-tools"
        aria-expanded={isOpen}
        aria-controls={tools}
        onClick={() => setOpen(!isOpen)}
        className="dock-more button button-quiet"
      >
        {/* What is seen is part of the name: whoever speaks it to the browser is understood. */}
        <span className="sr-only">{t`More about time`}</span>
        <Readout narrow />
        <Icon name={isOpen ? 'down' : 'up'} />
      </button>
      <div id={tools} className="dock-tools" data-open={isOpen}>
        <div className="dock-readout">
          <Readout />
        </div>
        <AxisSwitch />
        <DateField />
        <CompareTools />
        <ReadingSwitch />
      </div>
      <LiveButton />
    </section>
  );
}

function LiveButton() {
  const { live, goLive } = useTimeTravel();
  return (
    <button
      type="button"
      data-testid="live-button"
      aria-pressed={live}
      onClick={goLive}
      className={`button px-2 md:min-w-20 ${live ? 'border-live text-live' : 'border-past bg-past text-page'}`}
    >
      {live ? <Trans>LIVE</Trans> : <Trans>AS OF</Trans>}
    </button>
  );
}
