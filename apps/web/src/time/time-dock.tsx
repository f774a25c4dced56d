import { Trans, useLingui } from '@lingui/react/macro';
import { Icon } from '../design/icon.tsx';
import { useWords } from '../words/use-words.ts';
import { AxisSwitch } from './axis-switch.tsx';
import { useBookHistory } from './book-history.tsx';
import { useCoordinates } from './coordinates.ts';
import { ReadingSwitch } from './reading-switch.tsx';
import { ScrubberTrack } from './scrubber-track.tsx';
import { useTimeKeys } from './time-keys.ts';
import { useTimeTravel } from './time-travel.tsx';
import { isDate, momentAt } from './timeline.ts';

/** The time dock at the foot of every screen: where the numbers stand in time, and how to move it. */
export function TimeDock() {
  useTimeKeys();
  const { live } = useTimeTravel();
  const { t } = useLingui();
  return (
    <section
      aria-label={t`Time`}
      data-live={live}
      className="dock no-print grid grid-cols-[auto_1fr] items-center gap-x-4 gap-y-1 px-4 py-2 md:grid-cols-[auto_1fr_auto] md:px-6 lg:grid-cols-[auto_1fr_auto_auto]"
    >
      <Transport />
      <div className="order-first col-span-2 min-w-0 md:order-none md:col-span-1">
        <ScrubberTrack />
      </div>
      <Readout />
      <ReadingSwitch />
    </section>
  );
}

function Transport() {
  const { t } = useLingui();
  const { playing, speed, togglePlay, changeSpeed, step } = useTimeTravel();
  return (
    <div className="flex items-center gap-1">
      <DockButton label={t`One event back`} onPress={() => step('previous')}>
        <Icon name="back" />
      </DockButton>
      <DockButton label={playing ? t`Pause` : t`Play`} onPress={togglePlay}>
        <Icon name={playing ? 'pause' : 'play'} />
      </DockButton>
      <DockButton label={t`One event on`} onPress={() => step('next')}>
        <Icon name="on" />
      </DockButton>
      <DockButton
        label={t`Speed: ${speed} events per second`}
        onPress={() => changeSpeed(speed >= 32 ? 'slower' : 'faster')}
      >
        <span className="min-w-6 text-label">{speed}×</span>
      </DockButton>
    </div>
  );
}

function DockButton({ label, onPress, children }: DockButtonProps) {
  return (
    <button type="button" aria-label={label} title={label} className="button button-quiet" onClick={onPress}>
      {children}
    </button>
  );
}

interface DockButtonProps {
  readonly label: string;
  readonly onPress: () => void;
  readonly children: React.ReactNode;
}

function Readout() {
  const { live, goLive, position } = useTimeTravel();
  const { knownAt, validAt } = useCoordinates();
  const { timeline, titleOf } = useBookHistory();
  const { day } = useWords();
  const head = timeline.at(-1)?.position ?? 0;
  const moment = momentAt(timeline, position);
  return (
    <div className="flex min-w-0 items-center justify-end gap-3">
      <AxisSwitch />
      <p className="hidden min-w-0 max-w-80 text-right leading-4 lg:block">
        <span className="block truncate font-medium">
          {knownAt === undefined || !moment ? (
            <Trans>
              event {position} of {head}
            </Trans>
          ) : (
            <Trans>
              {day(isDate(knownAt) ? knownAt : moment.announcedOn)} · event {position} of {head}
            </Trans>
          )}
          {validAt ? <Trans> · valid {day(validAt)}</Trans> : null}
        </span>
        <span className="block truncate text-label text-soft">{moment ? titleOf(moment.stream) : ' '}</span>
      </p>
      <button
        type="button"
        data-testid="live-button"
        aria-pressed={live}
        onClick={goLive}
        className={`button min-w-20 ${live ? 'border-live text-live' : 'border-past bg-past text-page'}`}
      >
        {live ? <Trans>LIVE</Trans> : <Trans>AS OF</Trans>}
      </button>
    </div>
  );
}
