import type { AmountRow } from '../numbers/format-amount.ts';
import type { Coordinates } from '../time/timeline.ts';
import { bookRead } from './reads.ts';
import type { LegKind, Read } from './shapes.ts';

/** Exclusivities, first refusals, option windows and earliest exits, by date. */

export const CALENDAR_KINDS = [
  'exclusivity',
  'first-refusal',
  'most-favoured',
  'early-exit',
  'option-window',
  'earliest-exit',
] as const;
export type CalendarKind = (typeof CALENDAR_KINDS)[number];
export type CalendarState = 'upcoming' | 'open' | 'past' | 'ended';

/** The amount is what is left in option; a right has none. */
export interface CalendarEntry extends Partial<AmountRow> {
  readonly date: string | null;
  readonly kind: CalendarKind;
  readonly deal: string;
  readonly right?: string;
  readonly leg?: string;
  readonly legKind?: LegKind;
  readonly holder: string;
  readonly grantor: string;
  readonly scope?: string | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly endedOn: string | null;
  readonly noticeDays?: number | null;
  readonly state: CalendarState;
  readonly unit?: string;
  readonly disputed?: boolean;
}
export interface RightsCalendar extends Read {
  /** The day that "open" and "past" are asked of. */
  readonly today: string;
  readonly entries: readonly CalendarEntry[];
}

export interface CalendarFilter {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly party?: string | undefined;
}

export const rightsRead = (book: string, at: Coordinates, { from, to, party }: CalendarFilter) =>
  bookRead<RightsCalendar>(book, at, 'rights', { from, to, party });
