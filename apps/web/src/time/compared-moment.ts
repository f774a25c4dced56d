import type { Stand } from './coordinates.ts';
import { type Axis, axisOf, daysOf, type Move, move } from './replay-clock.ts';
import { type Coordinates, isDate, knownPosition, momentAt, type Timeline } from './timeline.ts';

/** The second thumb: another moment on the axis that the scrubber moves, to see what differs between the two. */

/** The part of the URL that says where it stands. */
const KEY = { position: 'fromKnown', date: 'fromKnown', valid: 'fromValid' } as const satisfies Record<Axis, string>;

/** The axis that both thumbs are on: what is known by event or by date, or what is in effect. */
export function axisOfStand({ knownAt, validAt, fromKnown, fromValid }: Stand, preferred: Axis): Axis {
  const axis = axisOf(knownAt, validAt, preferred);
  // The screen alone leaves the axis open; the moment that it is compared with does not.
  if (fromKnown !== undefined && axis === 'valid')
    return knownAt !== undefined && isDate(knownAt) ? 'date' : 'position';
  return fromKnown === undefined && fromValid !== undefined ? 'valid' : axis;
}

/** Where it stands, in the measure of the axis; null = there is none. */
export function secondValue(axis: Axis, timeline: Timeline, stand: Stand): string | null {
  const on = stand[KEY[axis]];
  if (on === undefined) return null;
  if (axis === 'position') return String(knownPosition(timeline, on));
  return isDate(on) ? on : (momentAt(timeline, knownPosition(timeline, on))?.announcedOn ?? null);
}

/** The stand with the second thumb elsewhere; null takes it away. It is on one axis only. */
export function withSecond(axis: Axis, value: string | null): Pick<Stand, 'fromKnown' | 'fromValid'> {
  return { fromKnown: undefined, fromValid: undefined, [KEY[axis]]: value ?? undefined };
}

/** Where it is put: a month before the screen, so that there is something to see. */
export function placeOfSecond(axis: Axis, timeline: Timeline, value: string | null): string | null {
  return move(axis, timeline, value, 'previous-month');
}

/** Where a move leads it: at the newest end it stays there, for it follows nothing. */
export function moveSecond(axis: Axis, timeline: Timeline, value: string, by: Move): string {
  return move(axis, timeline, value, by) ?? newest(axis, timeline);
}

export function newest(axis: Axis, timeline: Timeline): string {
  return axis === 'position' ? String(timeline.at(-1)?.position ?? 0) : (daysOf(axis, timeline).at(-1) ?? '');
}

/** The coordinates of the moment that the screen is compared with; null = it is compared with none. */
export function secondCoordinates({ knownAt, validAt, fromKnown, fromValid }: Stand): Coordinates | null {
  if (fromKnown !== undefined) return { knownAt: fromKnown, ...(validAt === undefined ? {} : { validAt }) };
  if (fromValid !== undefined) return { ...(knownAt === undefined ? {} : { knownAt }), validAt: fromValid };
  return null;
}
