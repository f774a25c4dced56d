import { ACCOUNTS } from '@offtake/deals/account';
import { LEG_KINDS } from '@offtake/deals/units';
import { date, evidenceSchema, slug } from '@offtake/deals/vocabulary';
import { z } from 'zod';

/**
 * What answers are made of. Nothing is parsed by these schemas on its way out: they describe the API, and the tests hold
 * what is answered to them.
 */

export { evidenceSchema as evidence, slug };
export const text = z.string();
export const day = date.meta({ id: 'Date' });
export const instant = z.iso.datetime().meta({ id: 'Instant', description: 'UTC' });
export const position = z.int().min(0).meta({ id: 'Position' });
export const version = z.int().min(0);
export const eventId = z.uuid().meta({ id: 'EventId' });
export const hash = z.string().regex(/^[0-9a-f]{64}$/);
export const count = z.int().min(0);
export const kind = z.enum(LEG_KINDS).meta({ id: 'LegKind' });
export const account = z.enum(ACCOUNTS).meta({ id: 'Account' });
export const unit = z.string().min(1).max(20);
export const decimal = z
  .string()
  .regex(/^(-?[1-9]\d*|0|-?\d+\.\d{0,5}[1-9])$/)
  .meta({ id: 'Decimal', description: 'Canonical: no exponent, no trailing zeros, - only below zero.' });

/** Left out where it does not hold. */
export const marked = z.literal(true).optional();
/** An open dispute touches it. */
export const disputed = marked.describe('An open dispute touches it; left out where none does.');

/** The fields of an amount: what is owed at least, what was stated, at most. */
export const AMOUNT = {
  low: decimal,
  stated: decimal,
  high: decimal.nullable().describe('null: unbounded.'),
  unstated: z.int().describe('How many quantities in it state nothing.'),
};
export const amount = z.strictObject(AMOUNT).meta({ id: 'Amount' });

/** Where an answer stands: the position that it was read at, and the coordinates as they were asked. */
export const PLACE = {
  position,
  knownAt: z.union([z.int(), z.string()]).nullable(),
  validAt: day.nullable(),
};

export const due = z.strictObject({ from: day.nullable(), to: day }).meta({ id: 'Due' });
export const PAIR = { obligor: slug, obligee: slug };
export const recordedAs = z
  .strictObject(PAIR)
  .optional()
  .describe('The parties as the deal has them, where they read as others.');

export const internalLegs = z.array(
  z
    .strictObject({ deal: slug, leg: slug, ...PAIR, kind, unit, party: slug, ...AMOUNT, disputed })
    .meta({ id: 'InternalLeg', description: 'Both sides read as one party: it is in no sum.' }),
);
