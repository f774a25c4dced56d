import { date, slug } from '@offtake/deals/vocabulary';
import { PERIODS } from '@offtake/exposure/calendar';
import { z } from 'zod';
import { COORDINATES } from '../queries/coordinates.ts';
import { FILTERS } from '../queries/exposure-parameters.ts';

/** What the routes of obligations take. A filter may name several values, separated by commas. */

const { party, obligor, obligee, deal, kind, unit, consolidate } = FILTERS;
const sides = { party, obligor, obligee };

export const firmnessSchema = z.strictObject({ ...COORDINATES, ...sides, deal, kind, unit, consolidate });
export const deliverySchema = z.strictObject({ ...COORDINATES, ...sides, deal, kind, unit });
export const runoffSchema = z.strictObject({
  ...COORDINATES,
  ...sides,
  deal,
  kind,
  unit,
  consolidate,
  by: z.enum(PERIODS).default('quarter'),
});
export const coverageSchema = z.strictObject({ ...COORDINATES, party: slug });
export const reconciliationSchema = z.strictObject({ ...COORDINATES, target: slug, party: slug.optional() });
export const rightsSchema = z
  .strictObject({ ...COORDINATES, party, deal, from: date.optional(), to: date.optional() })
  .refine(({ from, to }) => !from || !to || from <= to, { path: ['to'], message: 'before from' });

export type FirmnessParameters = z.infer<typeof firmnessSchema>;
export type DeliveryParameters = z.infer<typeof deliverySchema>;
export type RunoffParameters = z.infer<typeof runoffSchema>;
export type CoverageParameters = z.infer<typeof coverageSchema>;
export type ReconciliationParameters = z.infer<typeof reconciliationSchema>;
export type RightsParameters = z.infer<typeof rightsSchema>;
