import { z } from 'zod';
import { ABOUT_EVENTS, DEAL_EVENTS, type EventType, PARTY_EVENTS } from './events.ts';
import { date, evidenceSchema, isStorable, slug, text } from './vocabulary.ts';

/** What is posted to record one event; `deal` or `party` names the stream that it belongs to. */

const dates = { announcedOn: date, effectiveOn: date.nullish() };
const sourced = { ...dates, evidence: z.array(evidenceSchema).min(1).max(50), reason: text(2000).nullish() };
const reasoned = { ...dates, evidence: z.array(evidenceSchema).max(50).nullish(), reason: text(2000) };

function dealCommand<T extends keyof typeof DEAL_EVENTS>(type: T) {
  return z.strictObject({
    type: z.literal(type),
    deal: slug,
    party: z.null().optional(),
    data: DEAL_EVENTS[type],
    ...sourced,
  });
}
function partyCommand<T extends keyof typeof PARTY_EVENTS>(type: T) {
  return z.strictObject({
    type: z.literal(type),
    party: slug,
    deal: z.null().optional(),
    data: PARTY_EVENTS[type],
    ...sourced,
  });
}
function aboutCommand<T extends keyof typeof ABOUT_EVENTS, E extends typeof sourced | typeof reasoned>(
  type: T,
  envelope: E,
) {
  return z
    .strictObject({
      type: z.literal(type),
      deal: slug.nullish(),
      party: slug.nullish(),
      data: ABOUT_EVENTS[type],
      ...envelope,
    })
    .refine((command: { deal?: unknown; party?: unknown }) => !command.deal !== !command.party, {
      message: 'name the stream: either a deal or a party',
      path: ['deal'],
    });
}

export const commandSchema = z
  .discriminatedUnion('type', [
    dealCommand('DealAnnounced'),
    dealCommand('DealSigned'),
    dealCommand('DealAmended'),
    dealCommand('OptionExercised'),
    dealCommand('OptionLapsed'),
    dealCommand('ConditionMet'),
    dealCommand('ConditionFailed'),
    dealCommand('PerformanceRecorded'),
    dealCommand('LegNovated'),
    dealCommand('RightGranted'),
    dealCommand('RightEnded'),
    dealCommand('DealTerminated'),
    dealCommand('DealCompleted'),
    partyCommand('PartyRegistered'),
    partyCommand('PartyUpdated'),
    partyCommand('PartiesMerged'),
    partyCommand('MetricObserved'),
    partyCommand('TargetStated'),
    aboutCommand('EvidenceAdded', sourced),
    aboutCommand('EventCorrected', reasoned),
    aboutCommand('EventRetracted', reasoned),
    aboutCommand('DisputeRaised', sourced),
    aboutCommand('DisputeResolved', sourced),
  ])
  .refine(isStorable, { message: 'a text holds a NUL, or half a character' })
  .meta({ id: 'Command' });

export type Command<T extends EventType = EventType> = Extract<z.infer<typeof commandSchema>, { type: T }>;

/** The stream that a command writes to: `deal/<slug>` or `party/<slug>`. */
export function streamOf(command: Command): string {
  return command.deal ? `deal/${command.deal}` : `party/${command.party}`;
}
