import { z } from 'zod';
import { quantitySchema } from './quantity.ts';
import { LEG_KINDS } from './units.ts';
import { date, slug, text } from './vocabulary.ts';

export { ACCOUNTS, type Account } from './account.ts';

export const BINDINGS = ['intent', 'option', 'conditional', 'firm'] as const;
export type Binding = (typeof BINDINGS)[number];

const period = z.strictObject({ from: date.nullish(), to: date.nullish() });

export const scheduleSchema = z
  .array(
    z.strictObject({ due: z.strictObject({ from: date.nullish(), to: date }), quantity: quantitySchema.nullish() }),
  )
  .max(400);

/** One obligation as a contract words it: ONE obligor owes ONE obligee something in ONE unit. */
export const legSchema = z
  .strictObject({
    leg: slug,
    kind: z.enum(LEG_KINDS),
    obligor: slug,
    obligee: slug,
    binding: z.enum(BINDINGS),
    quantity: quantitySchema,
    product: text(200).nullish(),
    term: period.nullish(),
    schedule: scheduleSchema.nullish(),
    conditions: z
      .array(
        z.strictObject({
          type: z.enum(['delivery', 'price', 'ipo', 'regulatory', 'financing', 'other']),
          text: text(1000),
        }),
      )
      .max(50)
      .nullish(),
    window: period.nullish(),
    exit: z.strictObject({ earliest: date, noticeDays: z.int().min(0).max(36_500).nullish() }).nullish(),
  })
  .meta({ id: 'Leg' });
export type LegTerms = z.infer<typeof legSchema>;
export type Schedule = z.infer<typeof scheduleSchema>;
export type Period = z.infer<typeof period>;

export const termSchema = period;

export const rightSchema = z
  .strictObject({
    id: slug,
    kind: z.enum(['exclusivity', 'first-refusal', 'early-exit', 'most-favoured']),
    holder: slug,
    grantor: slug,
    scope: text(500).nullish(),
    from: date.nullish(),
    to: date.nullish(),
  })
  .meta({ id: 'Right' });
export type RightTerms = z.infer<typeof rightSchema>;
