import { z } from 'zod';
import { day, eventId, evidence, hash, instant, PLACE, position, slug, text, version } from './parts.ts';

/** What was said of an event, in the shape of its type and schema version. */
export const data = z.record(z.string(), z.unknown());

export const event = z
  .strictObject({
    book: slug,
    position,
    stream: text,
    version,
    event: eventId,
    type: text,
    deal: slug.optional(),
    party: slug.optional(),
    data,
    announcedOn: day,
    effectiveOn: day,
    evidence: z.array(evidence),
    reason: text.optional(),
    recordedAt: instant,
    actor: text,
    schemaVersion: z.int().min(1),
    hash,
  })
  .meta({ id: 'Event' });

export const events = z
  .strictObject({
    ...PLACE,
    events: z.array(event),
    next: position.nullable().describe('What `after` of the next page is; null where this one is the last.'),
  })
  .meta({ id: 'Events' });
