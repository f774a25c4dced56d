import { useLingui } from '@lingui/react/macro';
import { type PointerEvent, useMemo, useRef } from 'react';
import { changeKindOf } from '../words/event-words.ts';
import { useWords } from '../words/use-words.ts';
import { useBookHistory } from './book-history.tsx';
import { daysOf, moveOfKey } from './replay-clock.ts';
import { useTimeTravel } from './time-travel.tsx';
import { momentAt } from './timeline.ts';

const DAY_MS = 86_400_000;

/** The slider: a mark for every event, taller where more happened, and a thumb. */
export function ScrubberTrack() {
  const { t } = useLingui();
  const { timeline } = useBookHistory();
  const { axis, value, goTo, step } = useTimeTravel();
  const element = useRef<HTMLDivElement>(null);
  const scale = useScale();
  const now = value === null ? scale.max : scale.toNumber(value);
  const share = scale.max === scale.min ? 1 : (now - scale.min) / (scale.max - scale.min);
  const spoken = useSpokenValue();

  const onPointer = (event: PointerEvent<HTMLDivElement>) => {
    if (event.buttons !== 1 || !element.current || timeline.length === 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const { left, width } = element.current.getBoundingClientRect();
    const at = Math.round(
      scale.min + Math.min(1, Math.max(0, (event.clientX - left) / width)) * (scale.max - scale.min),
    );
    goTo(at >= scale.max ? null : scale.toValue(at));
  };

  return (
    <div
      ref={element}
      role="slider"
      tabIndex={0}
      data-testid="scrubber"
      data-axis={axis}
      aria-label={axis === 'valid' ? t`Time: valid at` : t`Time: known at`}
      aria-valuemin={scale.min}
      aria-valuemax={scale.max}
      aria-valuenow={now}
      aria-valuetext={spoken}
      className="track"
      onPointerDown={onPointer}
      onPointerMove={onPointer}
      onKeyDown={(event) => {
        const by = moveOfKey(event.key, event.shiftKey);
        if (!by) return;
        event.preventDefault();
        step(by);
      }}
    >
      <Marks share={share} marks={scale.marks} />
      <span className="track-past" style={{ width: `${share * 100}%` }} />
      <span className="track-thumb" style={{ left: `${share * 100}%` }} />
    </div>
  );
}

/** Bars of the track; more would stand closer than a pixel. */
const MOST_BARS = 240;

function useScale() {
  const { timeline } = useBookHistory();
  const { axis } = useTimeTravel();
  return useMemo(() => {
    const head = timeline.at(-1)?.position ?? 0;
    const days = axis === 'position' ? [] : daysOf(axis, timeline);
    const min = axis === 'position' ? 0 : Date.parse(days[0] ?? '1970-01-01') / DAY_MS;
    const max = axis === 'position' ? head : Date.parse(days.at(-1) ?? '1970-01-01') / DAY_MS;
    const span = Math.max(1, max - min);
    const bars = new Map<number, { weight: number; revises: boolean }>();
    for (const moment of timeline) {
      const on = axis === 'date' ? moment.announcedOn : moment.effectiveOn;
      const at = axis === 'position' ? moment.position : Date.parse(on) / DAY_MS;
      const bar = Math.round(((at - min) / span) * Math.min(MOST_BARS, span)) / Math.min(MOST_BARS, span);
      const before = bars.get(bar) ?? { weight: 0, revises: false };
      bars.set(bar, { weight: before.weight + weightOf(moment.type), revises: before.revises || revises(moment.type) });
    }
    const heaviest = Math.max(...[...bars.values()].map(({ weight }) => weight), 1);
    return {
      min,
      max,
      marks: [...bars].map(([at, bar]) => ({
        at,
        height: Math.max(0.2, Math.log1p(bar.weight) / Math.log1p(heaviest)),
        revises: bar.revises,
      })),
      toNumber: (value: string) => (axis === 'position' ? Number(value) : Date.parse(value) / DAY_MS),
      toValue: (at: number) => (axis === 'position' ? String(at) : new Date(at * DAY_MS).toISOString().slice(0, 10)),
    };
  }, [timeline, axis]);
}

/** How much a type of event says about who owes whom: the height of its mark. */
function weightOf(type: string): number {
  if (type.startsWith('Party')) return 0.3;
  if (type === 'EvidenceAdded') return 0.5;
  return type === 'DealAnnounced' || type === 'DealAmended' ? 3 : 1.2;
}
const revises = (type: string) => ['correction', 'retraction'].includes(changeKindOf(type));

interface Mark {
  readonly at: number;
  readonly height: number;
  readonly revises: boolean;
}

function Marks({ share, marks }: { readonly share: number; readonly marks: readonly Mark[] }) {
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

/** "3 November 2025, event 41 of 96, OpenAI on AWS recorded" */
export function useSpokenValue(): string {
  const { t } = useLingui();
  const { longDay } = useWords();
  const { timeline, titleOf } = useBookHistory();
  const { axis, value, position } = useTimeTravel();
  const head = timeline.at(-1)?.position ?? 0;
  const moment = momentAt(timeline, position);
  const title = moment ? titleOf(moment.stream) : '';
  const day = longDay(moment?.announcedOn);
  if (axis === 'valid' && value !== null) return t`in effect on ${longDay(value)}`;
  if (axis === 'date' && value !== null) return t`${longDay(value)}, event ${position} of ${head}`;
  if (!moment) return t`before the first of ${head} events`;
  return value === null
    ? t`live, ${day}, event ${position} of ${head}, ${title} recorded`
    : t`${day}, event ${position} of ${head}, ${title} recorded`;
}
