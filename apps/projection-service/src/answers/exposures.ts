import { z } from 'zod';
import { event } from './events.ts';
import {
  AMOUNT,
  account,
  amount,
  count,
  day,
  decimal,
  disputed,
  due,
  eventId,
  evidence,
  instant,
  internalLegs,
  kind,
  PAIR,
  PLACE,
  position,
  recordedAs,
  slug,
  text,
  unit,
} from './parts.ts';

const KEYS = {
  obligor: slug.optional(),
  obligee: slug.optional(),
  account: account.optional(),
  deal: slug.optional(),
  leg: slug.optional(),
  product: text.nullish(),
  'due-year': text.nullish(),
  'due-quarter': text.nullish(),
  kind,
  unit,
};
const rows = z.array(z.strictObject({ ...KEYS, ...AMOUNT, disputed }).meta({ id: 'ExposureRow' }));
const internal = internalLegs.optional();

export const exposures = z.strictObject({ ...PLACE, rows, internal }).meta({ id: 'Exposures' });

const POSTING = {
  book: slug,
  position,
  recordedBy: eventId,
  event: eventId,
  reading: z.enum(['recorded', 'alternative']),
  deal: slug,
  leg: slug,
  ...PAIR,
  kind,
  unit,
  product: text.optional(),
  account,
  validFrom: day,
  due: due.optional(),
  low: decimal,
  stated: decimal,
  high: decimal,
  unstated: z.int(),
  unbounded: z.int(),
};
export const posting = z.strictObject({ ...POSTING, recordedAs }).meta({ id: 'Posting' });

const source = z.strictObject({
  type: text,
  announcedOn: day,
  effectiveOn: day,
  recordedAt: instant,
  evidence: z.array(evidence),
  reason: text.optional(),
  title: text.nullable(),
});
const explained = z
  .strictObject({ ...POSTING, recordedAs, disputed, source, recordedByType: text })
  .meta({ id: 'ExplainedPosting' });
export const explanation = z
  .strictObject({ ...PLACE, postings: z.array(explained), sum: rows, internal })
  .meta({ id: 'Explanation' });

const differing = z.strictObject({ ...KEYS, from: amount, to: amount, difference: amount, disputed });
const reasons = z.array(event.extend({ postings: z.array(posting) }).meta({ id: 'Reason' }));
const side = z.strictObject({ ...PLACE, internal });
export const diff = z
  .strictObject({
    position: count,
    from: side,
    to: side,
    rows: z.array(differing.meta({ id: 'DifferingRow' })),
    facts: reasons,
    corrections: reasons,
    disputes: reasons,
  })
  .meta({ id: 'Diff' });
