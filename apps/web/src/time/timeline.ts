/**
 * A book's events in time: what the scrubber steps over. Positions are 1, 2, 3 … without gaps; of a very long book only
 * some are here, among them those around the moments that are looked at.
 */

export interface Moment {
  readonly position: number;
  readonly type: string;
  /** `deal/<slug>` or `party/<slug>`. */
  readonly stream: string;
  readonly announcedOn: string;
  readonly effectiveOn: string;
  readonly recordedAt: string;
}

export type Timeline = readonly Moment[];

/**
 * What a book is read at: nothing = now, as recorded. `knownAt` is a position, a date or an instant; `validAt` a date;
 * `reading` the other version of what is disputed.
 */
export interface Coordinates {
  readonly knownAt?: string;
  readonly validAt?: string;
  readonly reading?: 'alternative';
}

/** Whether only some of a long book's events are here. */
export function isSparse(timeline: Timeline): boolean {
  return timeline.length < (timeline.at(-1)?.position ?? 0);
}

/** A timeline with other events of the same book in their places. */
export function withMoments<M extends Moment>(timeline: readonly M[], others: readonly M[]): readonly M[] {
  if (others.length === 0) return timeline;
  const all = new Map([...timeline, ...others].map((moment) => [moment.position, moment]));
  return [...all.values()].sort((a, b) => a.position - b.position);
}

export function isLive({ knownAt, validAt }: Coordinates): boolean {
  return knownAt === undefined && validAt === undefined;
}

export const isPosition = (knownAt: string): boolean => /^\d+$/.test(knownAt);
export const isDate = (knownAt: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(knownAt);

/**
 * The last position that `knownAt` takes in: itself; for a date the longest prefix of the book in which every
 * `announcedOn` is at or before it; for an instant the last `recordedAt` at or before it. Without one, the whole book.
 */
export function knownPosition(timeline: Timeline, knownAt: string | undefined): number {
  const head = timeline.at(-1)?.position ?? 0;
  if (knownAt === undefined) return head;
  if (isPosition(knownAt)) return Math.min(Number(knownAt), head);
  const beyond = isDate(knownAt)
    ? timeline.findIndex((moment) => moment.announcedOn > knownAt)
    : timeline.findIndex((moment) => microseconds(moment.recordedAt) > microseconds(knownAt));
  if (beyond === -1) return head;
  return timeline[beyond - 1]?.position ?? 0;
}

/** An instant to the microsecond, as the ledger keeps it. */
function microseconds(instant: string): number {
  const beyondMs = /\.\d{3}(\d{1,3})/.exec(instant)?.[1] ?? '';
  return Date.parse(instant) * 1000 + Number(beyondMs.padEnd(3, '0'));
}

/** The event at a position, if it is here. */
export function momentAt(timeline: Timeline, position: number): Moment | undefined {
  const first = timeline[0]?.position ?? 1;
  const direct = timeline[position - first];
  return direct?.position === position ? direct : timeline.find((moment) => moment.position === position);
}

export function shiftDays(date: string, days: number): string {
  return new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10);
}

/** The same day of another month, or that month's last day. */
export function shiftMonths(date: string, months: number): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(day, last))).toISOString().slice(0, 10);
}
