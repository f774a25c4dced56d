import { z } from 'zod';

/** The small words that every event is made of: slugs, dates, texts, sources. */

export const slug = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'a slug: a-z, 0-9 and -, at most 64 characters')
  .meta({ id: 'Slug' });

export const date = z.iso.date();
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
