import { z } from 'zod';
import { ACCOUNTS } from './account.ts';
import { formatDecimal, parseDecimal } from './amount.ts';
import { type Refusal, refuse } from './refusal.ts';
import { isCurrency, LEG_KINDS, unitFitsKind } from './units.ts';
import { isStorable, slug, text } from './vocabulary.ts';

/**
 * A watch: one measure of a party or a deal, and the threshold at which somebody wants to be told. It is theirs, and no
 * fact of the book: no event says it (docs/decisions/0014).
 */

/** A decimal string that may be zero, and never is below. */
const threshold = z
  .string()
  .regex(/^\d{1,18}(\.\d{1,6})?$/, 'a decimal string with at most 18 integer and 6 fraction digits')
  .overwrite((given) => (/^\d{1,18}(\.\d{1,6})?$/.test(given) ? formatDecimal(parseDecimal(given)) : given));

const side = z
  .enum(['obligor', 'obligee'])
  .meta({ id: 'Side', description: 'Which side of the legs the party is on.' });
const kind = z.enum(LEG_KINDS);
const unit = z.string().min(1).max(20);
const accounts = z
  .array(z.enum(ACCOUNTS))
  .min(1)
  .refine((named) => new Set(named).size === named.length, 'each account once');

/** What every watch says. Crossed is what lies beyond the threshold: what is equal to it has not crossed it. */
const crossing = {
  name: text(120)
    .regex(/^\P{Cc}*$/u, 'a line of text')
    .refine(isStorable, 'a text that can be stored')
    .optional()
    .describe('What it is called, in words of its own.'),
  is: z.enum(['above', 'below']),
  threshold: threshold.describe('Of shares, firmness and coverage a fraction of 1.'),
};
const ofParty = { party: slug, side };
/** Without a side, whichever the party is on. */
const ofEither = { party: slug.optional(), deal: slug.optional(), side: side.optional() };

interface Subject {
  readonly party?: string | undefined;
  readonly deal?: string | undefined;
  readonly side?: 'obligor' | 'obligee' | undefined;
}

/** Of one thing: a party, on one side or either, or a deal. */
function aboutOne<S extends z.ZodType<Subject>>(schema: S): S {
  return schema
    .refine(({ party, deal }) => (party === undefined) !== (deal === undefined), {
      path: ['party'],
      message: 'either a party or a deal',
    })
    .refine(({ side: given, deal }) => given === undefined || deal === undefined, {
      path: ['side'],
      message: 'a side is for a party, not for a deal',
    });
}

export const watchSchema = z
  .discriminatedUnion('measure', [
    z.strictObject({ measure: z.literal('largest-share'), ...ofParty, kind, unit, ...crossing }),
    z.strictObject({ measure: z.literal('hhi'), ...ofParty, kind, unit, ...crossing }),
    aboutOne(z.strictObject({ measure: z.literal('firmness'), ...ofEither, kind, unit, ...crossing })),
    aboutOne(z.strictObject({ measure: z.literal('exposure'), ...ofEither, kind, unit, accounts, ...crossing })),
    aboutOne(z.strictObject({ measure: z.literal('overdue'), ...ofEither, kind, unit, ...crossing })),
    aboutOne(z.strictObject({ measure: z.literal('overdue-legs'), ...ofEither, ...crossing })),
    z.strictObject({ measure: z.literal('coverage'), party: slug, unit, ...crossing }),
  ])
  .meta({ id: 'WatchTerms', description: 'What is measured, of whom, and the threshold that it is watched for.' });
export type WatchTerms = z.infer<typeof watchSchema>;
export type Measure = WatchTerms['measure'];

/** Units are never mixed: a kind in a unit that no leg of it may have would never be crossed. */
export function whyNotWatch(terms: WatchTerms): Refusal | null {
  if (terms.measure === 'coverage') {
    return isCurrency(terms.unit) ? null : refuse('unit-of-kind', '/unit', 'Coverage is of payments, in a currency.');
  }
  if (!('kind' in terms) || unitFitsKind(terms.kind, terms.unit)) return null;
  return refuse('unit-of-kind', '/unit', `A leg of kind ${terms.kind} is not in ${terms.unit}.`);
}
