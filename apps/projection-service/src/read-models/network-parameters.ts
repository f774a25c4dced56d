import { ACCOUNTS } from '@offtake/deals/leg-terms';
import { LEG_KINDS } from '@offtake/deals/units';
import { slug } from '@offtake/deals/vocabulary';
import { LONGEST_CYCLE } from '@offtake/exposure/flows';
import { z } from 'zod';
import { COORDINATES } from '../queries/coordinates.ts';
import { FILTERS, list } from '../queries/exposure-parameters.ts';

/** What the routes of networks take: who depends on whom, and what if some do not pay. */

const unit = z.string().min(1).max(20);
const consolidated = z
  .enum(['true', 'false'])
  .default('true')
  .transform((text) => text === 'true');

export const concentrationSchema = z.strictObject({
  ...COORDINATES,
  /** Left out: everybody who stands on that side. */
  party: slug.optional(),
  side: z.enum(['obligor', 'obligee']).default('obligor'),
  kind: z.enum(LEG_KINDS).default('payment'),
  unit: unit.default('USD'),
  consolidate: FILTERS.consolidate,
});

export const flowsSchema = z.strictObject({
  ...COORDINATES,
  unit: unit.default('USD'),
  maxLength: z.coerce.number().int().min(2).max(LONGEST_CYCLE).default(5),
  account: list(z.enum(ACCOUNTS)).default(['firm', 'performed']),
  consolidate: consolidated,
});

export const stressAtSchema = z.strictObject(COORDINATES);

const MOST_MONTHS = 1_200;
const MOST_QUARTERS = 400;
const MOST_SHOCKS = 1_000;
const amount = z
  .string()
  .regex(/^\d{1,18}(\.\d{1,6})?$/, 'a decimal string, not below zero, with at most 18 integer and 6 fraction digits');
const fraction = z.string().regex(/^(0(\.\d{1,6})?|1(\.0{1,6})?)$/, 'a decimal string from 0 to 1');

export const stressSchema = z
  .strictObject({
    unit,
    months: z.int().min(1).max(MOST_MONTHS).default(12),
    kinds: z.array(z.enum(LEG_KINDS)).min(1).max(LEG_KINDS.length).default(['payment', 'loan']),
    shocks: z
      .array(
        z.union([
          z.strictObject({ party: slug, paysFraction: fraction }),
          z.strictObject({ deal: slug, slipQuarters: z.int().min(1).max(MOST_QUARTERS) }),
          z.strictObject({ earliestExit: z.literal(true) }),
        ]),
      )
      .max(MOST_SHOCKS)
      .default([]),
    /** What parties have to pay with, instead of the newest equity-buffer that was observed of them. */
    assets: z.record(slug, amount).default({}),
    alpha: fraction.default('1'),
    beta: fraction.default('1'),
    /** Each party is read as its topmost parent. */
    consolidate: z.boolean().default(true),
  })
  .meta({ id: 'Stress' });

export type ConcentrationParameters = z.infer<typeof concentrationSchema>;
export type FlowsParameters = z.infer<typeof flowsSchema>;
export type StressAt = z.infer<typeof stressAtSchema>;
export type StressAsked = z.infer<typeof stressSchema>;
