import { PARTY_EVENTS } from '@offtake/deals/events';
import { z } from 'zod';
import { entry } from './deals.ts';
import { count, day, disputed, eventId, evidence, PLACE, slug, text, version } from './parts.ts';

const PARTY = {
  party: slug,
  name: text,
  aliases: z.array(text),
  lei: text.optional(),
  parent: slug.optional(),
  mergedInto: slug.optional().describe('As which party it reads since it was merged.'),
  merged: z.array(slug).optional().describe('Those that were merged, and read as this one.'),
  deals: count,
};
export const parties = z
  .strictObject({ ...PLACE, parties: z.array(z.strictObject(PARTY).meta({ id: 'PartyRow' })) })
  .meta({ id: 'Parties' });

const SOURCE = { event: eventId, announcedOn: day, effectiveOn: day, evidence: z.array(evidence), disputed };
const metric = z.strictObject({ ...PARTY_EVENTS.MetricObserved.shape, ...SOURCE }).meta({ id: 'Metric' });
const target = z.strictObject({ ...PARTY_EVENTS.TargetStated.shape, ...SOURCE }).meta({ id: 'Target' });
export const party = z
  .strictObject({ ...PLACE, ...PARTY, version, metrics: z.array(metric), targets: z.array(target) })
  .meta({ id: 'Party' });

export const partyHistory = z
  .strictObject({ ...PLACE, party: slug, entries: z.array(entry) })
  .meta({ id: 'PartyHistory' });
