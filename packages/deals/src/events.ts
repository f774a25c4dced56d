import { z } from 'zod';
import { legSchema, rightSchema, scheduleSchema, termSchema } from './leg-terms.ts';
import { oneNumberSchema, previousSchema, quantitySchema, signedQuantitySchema } from './quantity.ts';
import { LEG_KINDS } from './units.ts';
import { date, slug, text } from './vocabulary.ts';

/** What each event says. Unknown fields are refused; an optional field may be null or left out. */

const MOST_LEGS = 200;
const duplicates = z
  .array(z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}\/[a-z0-9][a-z0-9-]{0,63}$/, 'deal/leg'))
  .max(100)
  .nullish();

const changeSchema = z.discriminatedUnion('op', [
  z.strictObject({ op: z.literal('increase'), leg: slug, quantity: quantitySchema }),
  z.strictObject({ op: z.literal('decrease'), leg: slug, quantity: oneNumberSchema }),
  z.strictObject({ op: z.literal('replace'), leg: slug, previous: previousSchema, quantity: quantitySchema }),
  z.strictObject({ op: z.literal('reschedule'), leg: slug, schedule: scheduleSchema }),
  z.strictObject({ op: z.literal('extend'), leg: slug, term: termSchema }),
  z.strictObject({ op: z.literal('addLeg'), leg: legSchema, notDuplicateOf: duplicates }),
]);
export type Change = z.infer<typeof changeSchema>;

/** A leg and how much of it; without a quantity, all. */
const legAndPart = z.strictObject({ leg: slug, quantity: oneNumberSchema.nullish() });

export const DEAL_EVENTS = {
  DealAnnounced: z.strictObject({
    title: text(200),
    legs: z.array(legSchema).max(MOST_LEGS),
    rights: z.array(rightSchema).max(MOST_LEGS).nullish(),
    notDuplicateOf: duplicates,
  }),
  DealSigned: z.strictObject({ legs: z.array(slug).min(1).max(MOST_LEGS).nullish() }),
  DealAmended: z.strictObject({ changes: z.array(changeSchema).min(1).max(MOST_LEGS) }),
  PerformanceRecorded: z.strictObject({
    leg: slug,
    quantity: oneNumberSchema,
    site: text(200).nullish(),
    overPerformance: z.boolean().nullish(),
  }),
  OptionExercised: legAndPart,
  OptionLapsed: legAndPart,
  ConditionMet: legAndPart,
  ConditionFailed: legAndPart,
  LegNovated: z.strictObject({ leg: slug, role: z.enum(['obligor', 'obligee']), to: slug }),
  RightGranted: z.strictObject({ right: rightSchema }),
  RightEnded: z.strictObject({ right: slug }),
  DealTerminated: z.strictObject({
    cause: z.enum(['convenience', 'breach', 'mutual', 'lapse', 'superseded']),
    by: slug.nullish(),
    legs: z.array(slug).min(1).max(MOST_LEGS).nullish(),
    supersededBy: slug.nullish(),
  }),
  DealCompleted: z.strictObject({ releaseRemainder: z.boolean().nullish() }),
};

const parties = z.array(slug).min(1).max(50);

export const METRICS = [
  'revenue-run-rate',
  'revenue',
  'cash',
  'undrawn-facilities',
  'capex-guidance',
  'remaining-performance-obligations',
  'market-value-change',
  'share-price-change',
  'equity-buffer',
] as const;

const aliases = z.array(text(200)).max(50).nullish();
const lei = z
  .string()
  .regex(/^[A-Z0-9]{18}[0-9]{2}$/, 'an LEI: 20 characters (ISO 17442)')
  .nullish();

export const PARTY_EVENTS = {
  PartyRegistered: z.strictObject({ name: text(200), aliases, lei, parent: slug.nullish() }),
  /** What is left out stays as it is. An LEI or a parent that is null is taken away. */
  PartyUpdated: z
    .strictObject({ name: text(200).nullish(), aliases, lei, parent: slug.nullish() })
    .refine((data) => Object.keys(data).length > 0, 'say what is new'),
  PartiesMerged: z.strictObject({ into: slug }),
  MetricObserved: z.strictObject({
    parties,
    metric: z.enum(METRICS),
    quantity: signedQuantitySchema,
    period: text(50).nullish(),
  }),
  TargetStated: z.strictObject({
    target: slug,
    title: text(200),
    parties,
    quantities: z.array(quantitySchema).min(1).max(20),
    horizon: date.nullish(),
    counts: z
      .strictObject({ side: z.enum(['obligor', 'obligee']), kinds: z.array(z.enum(LEG_KINDS)).min(1) })
      .nullish(),
  }),
};

/** An event of the same stream: its id, or its version (so that a file written by hand can say it). */
const reference = z.union([z.uuid(), z.strictObject({ version: z.int().min(1) })]);
/** Named only to be refused with a rule of its own: these are not a correction's to change. */
const fixed = z.unknown().optional();

export const ABOUT_EVENTS = {
  EvidenceAdded: z.strictObject({ event: reference }),
  EventCorrected: z.strictObject({
    event: reference,
    data: z.record(z.string(), z.unknown()),
    effectiveOn: date.nullish(),
    type: fixed,
    deal: fixed,
    party: fixed,
    announcedOn: fixed,
    evidence: fixed,
  }),
  EventRetracted: z.strictObject({ event: reference }),
  /** Sources disagree. The alternative is the whole data that the event would have in the other version. */
  DisputeRaised: z.strictObject({ event: reference, alternative: z.record(z.string(), z.unknown()).nullish() }),
  DisputeResolved: z.strictObject({ event: reference, ruling: z.enum(['recorded', 'alternative']) }),
};
/** The fields of a correction that it may not carry. */
export const NOT_CORRECTABLE = ['type', 'deal', 'party', 'announcedOn', 'evidence'] as const;

export type DealEventType = keyof typeof DEAL_EVENTS;
export type PartyEventType = keyof typeof PARTY_EVENTS;
export type AboutEventType = keyof typeof ABOUT_EVENTS;
export type EventType = DealEventType | PartyEventType | AboutEventType;

export type DealEventData = { [T in DealEventType]: z.infer<(typeof DEAL_EVENTS)[T]> };
export type PartyEventData = { [T in PartyEventType]: z.infer<(typeof PARTY_EVENTS)[T]> };
/** As recorded: the event that is meant is always named by its id. */
export type AboutEventData = { [T in AboutEventType]: z.infer<(typeof ABOUT_EVENTS)[T]> & { event: string } };
export type EventData = DealEventData & PartyEventData & AboutEventData;

export function isDealEvent(type: EventType): type is DealEventType {
  return type in DEAL_EVENTS;
}
export function isPartyEvent(type: EventType): type is PartyEventType {
  return type in PARTY_EVENTS;
}
export function isAboutEvent(type: EventType): type is AboutEventType {
  return type in ABOUT_EVENTS;
}

/** The schema of a fact's data. What is said about another event has none of its own: null. */
export function schemaOf(type: EventType): z.ZodType<object> | null {
  if (isDealEvent(type)) return DEAL_EVENTS[type];
  return isPartyEvent(type) ? PARTY_EVENTS[type] : null;
}
