import { date } from '@offtake/deals/vocabulary';
import { z } from 'zod';

/** The coordinates of a read, as they stand in its query: what the book knew, what was in effect, which reading. */

export type KnownAt =
  | { readonly by: 'position'; readonly position: number }
  /** The last event recorded at or before an instant. */
  | { readonly by: 'instant'; readonly instant: string }
  /** What a reader of the news knew on a day: the longest prefix of the book announced at or before it. */
  | { readonly by: 'date'; readonly date: string };

const POSITION = /^\d{1,15}$/;
const isDate = (text: string) => date.safeParse(text).success;
const isInstant = (text: string) => z.iso.datetime({ offset: true }).safeParse(text).success;

export const position = z
  .string()
  .regex(POSITION, 'a position: 0, 1, 2 …')
  .transform((text) => Number(text));

export const knownAt = z
  .string()
  .refine((text) => POSITION.test(text) || isDate(text) || isInstant(text), {
    message: 'a position (12), a date (2025-10-31) or an instant (2025-10-31T12:00:00Z)',
  })
  .transform((text): KnownAt => {
    if (POSITION.test(text)) return { by: 'position', position: Number(text) };
    return isDate(text) ? { by: 'date', date: text } : { by: 'instant', instant: text };
  });

export const READINGS = ['recorded', 'alternative'] as const;

/** What every read takes. Spread into the strict schema of a route, so that an unknown parameter is a 400. */
export const COORDINATES = {
  knownAt: knownAt.optional(),
  validAt: date.optional(),
  reading: z.enum(READINGS).default('recorded'),
  minPosition: position.optional(),
};
export const coordinatesSchema = z.strictObject(COORDINATES);
export type Coordinates = z.infer<typeof coordinatesSchema>;

/** As it was asked: a number for a position. */
export function printKnownAt(asked: KnownAt | undefined): number | string | null {
  if (!asked) return null;
  if (asked.by === 'position') return asked.position;
  return asked.by === 'date' ? asked.date : asked.instant;
}
