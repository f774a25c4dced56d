import { useMemo } from 'react';
import { changeKindOf } from '../words/event-words.ts';
import { useBookHistory } from './book-history.tsx';
import { daysOf } from './replay-clock.ts';
import { useTimeTravel } from './time-travel.tsx';

const DAY_MS = 86_400_000;

/** Bars of the track; more would stand closer than a pixel. */
const MOST_BARS = 240;

/** The measure of the track on the axis that is moved, and its bars: taller where more happened. */
export function useTrackScale() {
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
    const numberOf = (value: string | null) => {
      if (value === null) return max;
      return axis === 'position' ? Number(value) : Date.parse(value) / DAY_MS;
    };
    const heaviest = Math.max(...[...bars.values()].map(({ weight }) => weight), 1);
    return {
      min,
      max,
      marks: [...bars].map(([at, bar]) => ({
        at,
        height: Math.max(0.2, Math.log1p(bar.weight) / Math.log1p(heaviest)),
        revises: bar.revises,
      })),
      /** Where a value lies, from 0 to 1; null = at the newest end. */
      shareOf: (value: string | null) =>
        max === min ? 1 : Math.min(1, Math.max(0, (numberOf(value) - min) / (max - min))),
      numberOf,
      /** The value at a share of the track; null at its newest end. */
      valueAt: (share: number) => {
        const at = Math.round(min + Math.min(1, Math.max(0, share)) * (max - min));
        if (at >= max) return null;
        return axis === 'position' ? String(at) : new Date(at * DAY_MS).toISOString().slice(0, 10);
      },
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

export interface TrackMark {
  /** From 0 to 1. */
  readonly at: number;
  readonly height: number;
  readonly revises: boolean;
}
