import { useLingui } from '@lingui/react/macro';
import { type PointerEvent, useRef } from 'react';
import { useBookHistory } from './book-history.tsx';
import { moveOfKey } from './replay-clock.ts';
import { SecondThumb } from './second-thumb.tsx';
import { useSpokenValue } from './spoken-value.ts';
import { useTimeTravel } from './time-travel.tsx';
import { type TrackMark, useTrackScale } from './track-scale.ts';

/** The slider: a mark for every event, taller where more happened, a thumb, and another to compare with. */
export function ScrubberTrack() {
  const { t } = useLingui();
  const { timeline } = useBookHistory();
  const { axis, value, goTo, step, second } = useTimeTravel();
  const track = useRef<HTMLDivElement>(null);
  const dragged = useRef<'screen' | 'second'>('screen');
  const scale = useTrackScale();
  const spoken = useSpokenValue();
  const share = scale.shareOf(value);
  const other = second.value === null ? null : scale.shareOf(second.value);

  const onPointer = (event: PointerEvent<HTMLDivElement>) => {
    if (event.buttons !== 1 || !track.current || timeline.length === 0) return;
    if (event.type === 'pointerdown') {
      dragged.current = (event.target as Element).closest('[data-testid=second-thumb]') ? 'second' : 'screen';
      event.currentTarget.setPointerCapture(event.pointerId);
    }
    const { left, width } = track.current.getBoundingClientRect();
    const to = scale.valueAt((event.clientX - left) / width);
    if (dragged.current === 'second') second.goTo(to);
    else goTo(to);
  };

  return (
    <div ref={track} className="track" onPointerDown={onPointer} onPointerMove={onPointer}>
      <div
        role="slider"
        tabIndex={0}
        data-testid="scrubber"
        data-axis={axis}
        aria-label={axis === 'valid' ? t`Time: valid at` : t`Time: known at`}
        aria-valuemin={scale.min}
        aria-valuemax={scale.max}
        aria-valuenow={scale.numberOf(value)}
        aria-valuetext={spoken}
        className="track-slider"
        onKeyDown={(event) => {
          const by = moveOfKey(event.key, event.shiftKey);
          if (!by) return;
          event.preventDefault();
          step(by);
        }}
      >
        <Marks share={share} marks={scale.marks} />
        <span className="track-past" style={{ width: `${share * 100}%` }} />
        {other === null ? null : (
          <span
            className="track-between"
            style={{ left: `${Math.min(share, other) * 100}%`, width: `${Math.abs(share - other) * 100}%` }}
          />
        )}
        <span className="track-thumb" style={{ left: `${share * 100}%` }} />
      </div>
      <SecondThumb scale={scale} />
    </div>
  );
}

function Marks({ share, marks }: { readonly share: number; readonly marks: readonly TrackMark[] }) {
  return (
    <svg aria-hidden className="track-marks" preserveAspectRatio="none">
      {marks.map(({ at, height, revises }) => (
        <rect
          key={at}
          x={`${at * 100}%`}
          y={`${(1 - height) * 100}%`}
          width={2}
          height={`${height * 100}%`}
          fill={revises ? 'var(--warn)' : at <= share ? 'var(--tone)' : 'var(--rule)'}
          opacity={at <= share ? 0.8 : 0.35}
        />
      ))}
    </svg>
  );
}
