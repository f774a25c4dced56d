import type { EventType } from './events.ts';
import { type Upcaster, Upcasting } from './upcast.ts';

/**
 * How the data of each type of event came to their present shape: under the version that an entry leads to, what makes
 * them of the data of the version before. A new shape is one entry here, for example
 * `DealSigned: { 2: ({ legs, ...rest }) => ({ ...rest, legs: legs ?? null }) }`, beside the new schema in events.ts.
 * A type without an entry for a version has the same shape in it as before. What stands here is never changed or taken
 * out: events are kept for ever.
 */
export const UPCASTERS: { readonly [T in EventType]: Readonly<Record<number, Upcaster>> } = {
  DealAnnounced: {},
  DealSigned: {},
  DealAmended: {},
  OptionExercised: {},
  OptionLapsed: {},
  ConditionMet: {},
  ConditionFailed: {},
  PerformanceRecorded: {},
  LegNovated: {},
  RightGranted: {},
  RightEnded: {},
  DealTerminated: {},
  DealCompleted: {},
  PartyRegistered: {},
  PartyUpdated: {},
  PartiesMerged: {},
  MetricObserved: {},
  TargetStated: {},
  EvidenceAdded: {},
  EventCorrected: {},
  EventRetracted: {},
  DisputeRaised: {},
  DisputeResolved: {},
};

export const UPCASTING = new Upcasting(UPCASTERS);

/** The version that new events are written in: one number for the shapes of all types. */
export const SCHEMA_VERSION = UPCASTING.newest;
