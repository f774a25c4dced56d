import {
  isDate,
  isPosition,
  isSparse,
  knownPosition,
  momentAt,
  shiftDays,
  shiftMonths,
  type Timeline,
} from './timeline.ts';

/** How the scrubber moves through a book, without a clock and without a screen. */

/** What the scrubber moves: `position` and `date` are the known axis in two measures, `valid` is the valid axis. */
export const AXES = ['position', 'date', 'valid'] as const;
export type Axis = (typeof AXES)[number];

export const MOVES = [
  'next',
  'previous',
  'next-day',
  'previous-day',
  'next-month',
  'previous-month',
  'first',
  'last',
] as const;
export type Move = (typeof MOVES)[number];

/** Events per second. */
export const SPEEDS = [1, 2, 4, 8, 16, 32] as const;

/**
 * Where a move leads on an axis: a position as text, a date, or null at (or past) the newest end, which is LIVE.
 * @param value where the scrubber stands; null = LIVE
 */
export function move(axis: Axis, timeline: Timeline, value: string | null, by: Move): string | null {
  if (timeline.length === 0) return null;
  if (isSparse(timeline) && (axis !== 'position' || by.includes('-'))) return moveCalendar(axis, timeline, value, by);
  return axis === 'position' ? movePosition(timeline, value, by) : moveDate(axis, timeline, value, by);
}

/**
 * In a book of which only some events are here it is not known on which days there was news: a step is a day of the
 * calendar, also from a position, and how far the book was known on that day the server says.
 */
function moveCalendar(axis: Axis, timeline: Timeline, value: string | null, by: Move): string | null {
  const days = daysOf(axis === 'valid' ? 'valid' : 'date', timeline);
  const [first = '', last = ''] = [days[0], days.at(-1)];
  const here = axis === 'position' && value !== null ? momentAt(timeline, Number(value))?.announcedOn : value;
  const target = dayAfter(here ?? last, by, first);
  if (target >= last && (by === 'last' || by.startsWith('next'))) return null;
  return target < first ? first : target;
}

function dayAfter(at: string, by: Move, first: string): string {
  switch (by) {
    case 'next':
    case 'next-day':
      return shiftDays(at, 1);
    case 'previous':
    case 'previous-day':
      return shiftDays(at, -1);
    case 'next-month':
      return shiftMonths(at, 1);
    case 'previous-month':
      return shiftMonths(at, -1);
    case 'first':
      return first;
    case 'last':
      return END_OF_DAYS;
  }
}
const END_OF_DAYS = '9999-12-31';

function movePosition(timeline: Timeline, value: string | null, by: Move): string | null {
  const head = timeline.at(-1)?.position ?? 0;
  const at = value === null ? head : Math.min(Number(value), head);
  const target = positionAfter(timeline, at, head, by);
  // The newest position reached by going forward is LIVE: from there the screen follows what is recorded next.
  if (target >= head && (by === 'last' || by.startsWith('next'))) return null;
  return String(Math.max(0, Math.min(target, head)));
}

function positionAfter(timeline: Timeline, at: number, head: number, by: Move): number {
  const here = momentAt(timeline, Math.max(at, 1))?.announcedOn ?? '';
  switch (by) {
    case 'next':
      return at + 1;
    case 'previous':
      return at - 1;
    case 'first':
      return 0;
    case 'last':
      return head;
    case 'next-day':
      return at === 0 ? knownPosition(timeline, here) : lastBy(timeline, at, nextAnnounced(timeline, here));
    case 'next-month':
      return Math.max(at + 1, lastBy(timeline, at, shiftMonths(here, 1)));
    case 'previous-day':
      return Math.min(at - 1, knownPosition(timeline, shiftDays(here, -1)));
    case 'previous-month':
      return Math.min(at - 1, knownPosition(timeline, shiftMonths(here, -1)));
  }
}

const nextAnnounced = (timeline: Timeline, date: string): string =>
  timeline.find((moment) => moment.announcedOn > date)?.announcedOn ?? END_OF_DAYS;
const lastBy = (timeline: Timeline, at: number, date: string): number => Math.max(at, knownPosition(timeline, date));

function moveDate(axis: 'date' | 'valid', timeline: Timeline, value: string | null, by: Move): string | null {
  const dates = daysOf(axis, timeline);
  const first = dates[0] ?? '';
  const last = dates.at(-1) ?? '';
  const at = value ?? last;
  const target = dateAfter(dates, at, by, value === null);
  const forward = by === 'last' || by.startsWith('next');
  if (forward && (target === null || target >= last)) return null;
  return target === null || target < first ? first : target;
}

function dateAfter(dates: readonly string[], at: string, by: Move, live: boolean): string | null {
  switch (by) {
    case 'first':
      return dates[0] ?? null;
    case 'last':
      return null;
    case 'next':
      return dates.find((date) => date > at) ?? null;
    case 'previous':
      return dates.findLast((date) => date < at) ?? null;
    case 'next-day':
      return live ? null : shiftDays(at, 1);
    case 'previous-day':
      return shiftDays(at, -1);
    case 'next-month':
      return live ? null : shiftMonths(at, 1);
    case 'previous-month':
      return shiftMonths(at, -1);
  }
}

/** The days on which something became public, or began to bind, in order. */
export function daysOf(axis: 'date' | 'valid', timeline: Timeline): readonly string[] {
  const days = timeline.map((moment) => (axis === 'date' ? moment.announcedOn : moment.effectiveOn));
  return [...new Set(days)].sort();
}

/** The axis that coordinates stand on, unless the reader prefers the valid one. */
export function axisOf(knownAt: string | undefined, validAt: string | undefined, preferred: Axis): Axis {
  if (knownAt === undefined) return validAt === undefined ? preferred : 'valid';
  if (preferred === 'valid') return 'valid';
  return isPosition(knownAt) ? 'position' : isDate(knownAt) ? 'date' : 'position';
}

export function faster(speed: number): number {
  return SPEEDS.find((each) => each > speed) ?? speed;
}
export function slower(speed: number): number {
  return SPEEDS.findLast((each) => each < speed) ?? speed;
}

const KEYS: Readonly<Record<string, Move>> = {
  ArrowRight: 'next',
  ArrowUp: 'next',
  ArrowLeft: 'previous',
  ArrowDown: 'previous',
  PageUp: 'next-month',
  PageDown: 'previous-month',
  Home: 'first',
  End: 'last',
};

/** The move that a key stands for on the slider; with Shift an arrow moves one day. */
export function moveOfKey(key: string, shift: boolean): Move | null {
  const by = KEYS[key];
  if (!by) return null;
  return shift && key.startsWith('Arrow') ? `${by as 'next' | 'previous'}-day` : by;
}
