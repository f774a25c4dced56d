import { z } from 'zod';
import { count, eventId, hash, instant, position, slug, text } from './parts.ts';

const state = z.enum(['live', 'halted']);

export const book = z
  .strictObject({
    book: slug,
    name: text,
    position: position.describe('Of the newest event that is known of.'),
    checkpoint: position.describe('Of the newest event in the read models.'),
    lag: count.nullable().describe('null while the ledger does not answer.'),
    events: count,
    deals: count,
    parties: count,
    state,
  })
  .meta({ id: 'Book' });
export const books = z.strictObject({ books: z.array(book) }).meta({ id: 'Books' });

const projected = z.strictObject({
  book: slug,
  position,
  checkpoint: position,
  lag: count.nullable(),
  unknownSince: instant.optional(),
  setAside: text.optional().describe('Why the relay does not publish the book any further.'),
  state,
  reason: text.optional(),
  event: eventId.optional(),
  haltedAt: instant.optional(),
});
const rebuild = z.strictObject({
  generation: z.int().min(1),
  state: z.enum(['running', 'done', 'failed']),
  done: count,
  total: count,
  rate: count.nullable().describe('Events per second; null before there is anything to say.'),
  secondsLeft: count.nullable().describe('Until it has caught up; null where that is not known.'),
  startedAt: instant,
  endedAt: instant.optional(),
  error: text.optional(),
  comparison: z
    .strictObject({ books: count, differing: z.array(text) })
    .describe('Of old and new read models before the swap: `<table> of <book>` where they are not the same.')
    .optional(),
});
const projection = z.strictObject({
  name: z.literal('exposure'),
  generation: z.int().min(1),
  state,
  books: z.array(projected.meta({ id: 'ProjectedBook' })),
  rebuild: rebuild.meta({ id: 'RebuildProgress' }).nullable(),
});
export const projections = z
  .strictObject({
    projections: z.array(projection),
    source: z.strictObject({ log: z.enum(['kafka', 'postgres']), connected: z.boolean(), since: instant }),
  })
  .meta({ id: 'Projections' });
export const rebuildBegun = z.strictObject({ generation: z.int().min(1) });
export const resumed = z.strictObject({ book: slug, state: z.literal('live') });

export const checkpoint = z
  .strictObject({
    book: slug,
    position,
    hash,
    recordedAt: instant.nullable(),
    signedAt: instant,
    key: text,
    publicKey: text,
    signature: text,
  })
  .meta({ id: 'Checkpoint' });
