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
const service = z.strictObject({
  service: z.enum(['command', 'projection']),
  state: z.enum(['ready', 'not ready', 'silent']).describe('silent: nothing answers.'),
  reasons: z.array(text).describe('What keeps it from its work; for the platform operator.').optional(),
  warnings: z.array(text).describe('What else is wrong; for the platform operator.').optional(),
});
const partition = z.strictObject({
  partition: count,
  books: z.array(slug),
  next: count.nullable().describe('The first offset that is not handled; null without a broker.'),
  end: count.nullable().describe('The offset after the last message; null without a broker.'),
  lag: count.nullable().describe('Messages between them; null where another node reads the partition.'),
});
export const projections = z
  .strictObject({
    projections: z.array(projection),
    source: z.strictObject({ log: z.enum(['kafka', 'postgres']), connected: z.boolean(), since: instant }),
    services: z.array(service.meta({ id: 'ServiceState' })),
    partitions: z
      .array(partition.meta({ id: 'Partition' }))
      .nullable()
      .describe('Of the log, as the node that answers reads them; for the platform operator. null: it does not say.')
      .optional(),
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
