import { z } from 'zod';

/** The small words that every event is made of: slugs, dates, texts, sources. */

export const slug = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'a slug: a-z, 0-9 and -, at most 64 characters')
  .meta({ id: 'Slug' });

/** From the year 1 on: there is no year 0, neither in the calendar nor in PostgreSQL. */
export const date = z.iso.date().refine((day) => day >= '0001-01-01', 'a date from the year 1 on');
export const text = (longest: number) => z.string().trim().min(1).max(longest);

export const TIERS = ['filing', 'company', 'press', 'analyst', 'rumour'] as const;

export const evidenceSchema = z
  .strictObject({
    publisher: text(200),
    title: text(500).nullish(),
    url: z
      .url({ protocol: /^https?$/ })
      .max(2000)
      .nullish(),
    publishedOn: date.nullish(),
    tier: z.enum(TIERS),
    excerpt: text(4000).nullish(),
  })
  .meta({ id: 'Evidence' });
export type Evidence = z.infer<typeof evidenceSchema>;

/** Days from one date to another, both `YYYY-MM-DD`; negative where `to` is the earlier one. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}

/** NUL and halves of characters, as JSON escapes them; a backslash that is escaped itself begins nothing. */
const UNSTORABLE = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f])/i;

/** Whether every text in a JSON value can be stored: PostgreSQL takes no NUL, canonical JSON no half of a character. */
export function isStorable(value: unknown): boolean {
  return !UNSTORABLE.test(JSON.stringify(value));
}
