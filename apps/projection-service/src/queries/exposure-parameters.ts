import { ACCOUNTS } from '@offtake/deals/leg-terms';
import { LEG_KINDS } from '@offtake/deals/units';
import { date, slug } from '@offtake/deals/vocabulary';
import { FILTER_KEYS, type Filter, GROUP_KEYS } from '@offtake/exposure/sum';
import { z } from 'zod';
import { COORDINATES, knownAt, READINGS } from './coordinates.ts';

/** What the routes of exposures take. A filter may name several values, separated by commas. */

const MOST_VALUES = 100;

export function list<T extends z.ZodType<string, string>>(item: T) {
  return z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(item).max(MOST_VALUES));
}

/** Kind and unit are always group keys: naming them changes nothing. */
const groupBy = list(z.enum([...GROUP_KEYS, 'kind', 'unit'])).transform((keys) =>
  GROUP_KEYS.filter((key) => keys.includes(key)),
);

export const FILTERS = {
  obligor: list(slug).optional(),
  obligee: list(slug).optional(),
  party: list(slug).optional(),
  kind: list(z.enum(LEG_KINDS)).optional(),
  unit: list(z.string().min(1).max(20)).optional(),
  account: list(z.enum(ACCOUNTS)).optional(),
  deal: list(slug).optional(),
  leg: list(slug).optional(),
  /** true: each party is read as its topmost parent, and legs inside one party drop out. */
  consolidate: z
    .enum(['true', 'false'])
    .default('false')
    .transform((text) => text === 'true'),
};

export const exposuresSchema = z.strictObject({ ...COORDINATES, ...FILTERS, groupBy: groupBy.default([]) });
export const explainSchema = z.strictObject({ ...COORDINATES, ...FILTERS, groupBy: groupBy.default([]) });

const { minPosition, validAt } = COORDINATES;
const coordinatesOfBoth = {
  from: knownAt.optional(),
  to: knownAt.optional(),
  fromValid: date.optional(),
  toValid: date.optional(),
  knownAt: knownAt.optional(),
  validAt,
  minPosition,
  reading: z.enum(READINGS).default('recorded'),
};
/** Between two positions (from, to), at one validAt; or between two dates (fromValid, toValid), at one knownAt. */
export const diffSchema = z
  .strictObject({ ...coordinatesOfBoth, ...FILTERS, groupBy: groupBy.default([]) })
  .refine(({ from, to }) => (from === undefined) === (to === undefined), { path: ['to'], message: 'from needs to' })
  .refine(({ fromValid, toValid }) => (fromValid === undefined) === (toValid === undefined), {
    path: ['toValid'],
    message: 'fromValid needs toValid',
  })
  .refine(({ from, fromValid }) => (from === undefined) !== (fromValid === undefined), {
    path: ['from'],
    message: 'either from and to, or fromValid and toValid',
  })
  .refine(({ from, knownAt }) => from === undefined || knownAt === undefined, {
    path: ['knownAt'],
    message: 'from and to are what was known',
  })
  .refine(({ fromValid, validAt }) => fromValid === undefined || validAt === undefined, {
    path: ['validAt'],
    message: 'fromValid and toValid are the dates',
  });

export type ExposureParameters = z.infer<typeof exposuresSchema>;
export type DiffParameters = z.infer<typeof diffSchema>;

export function filterOf(parameters: { readonly [K in keyof Filter]?: Filter[K] | undefined }): Filter {
  return Object.fromEntries(FILTER_KEYS.map((key) => [key, parameters[key]]).filter(([, values]) => values));
}
