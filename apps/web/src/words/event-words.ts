import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';

/** What each event type is called where it stands in a list. */
export const EVENT_WORDS: Readonly<Record<string, MessageDescriptor>> = {
  DealAnnounced: msg`Deal announced`,
  DealSigned: msg`Deal signed`,
  DealAmended: msg`Deal amended`,
  PerformanceRecorded: msg`Performance recorded`,
  RightGranted: msg`Right granted`,
  RightEnded: msg`Right ended`,
  DealTerminated: msg`Deal terminated`,
  DealCompleted: msg`Deal completed`,
  OptionExercised: msg`Option exercised`,
  OptionLapsed: msg`Option lapsed`,
  ConditionMet: msg`Condition met`,
  ConditionFailed: msg`Condition failed`,
  LegNovated: msg`Leg novated`,
  PartyRegistered: msg`Party registered`,
  PartyUpdated: msg`Party updated`,
  PartiesMerged: msg`Parties merged`,
  MetricObserved: msg`Metric observed`,
  TargetStated: msg`Target stated`,
  EvidenceAdded: msg`Evidence added`,
  EventCorrected: msg`Event corrected`,
  EventRetracted: msg`Event retracted`,
  DisputeRaised: msg`Dispute raised`,
  DisputeResolved: msg`Dispute resolved`,
};

/** The four kinds of change that are never mixed, and the rest. */
export type ChangeKind = 'fact' | 'amendment' | 'correction' | 'retraction' | 'evidence' | 'dispute';

export function changeKindOf(type: string): ChangeKind {
  switch (type) {
    case 'DealAmended':
      return 'amendment';
    case 'EventCorrected':
      return 'correction';
    case 'EventRetracted':
      return 'retraction';
    case 'EvidenceAdded':
      return 'evidence';
    case 'DisputeRaised':
    case 'DisputeResolved':
      return 'dispute';
    default:
      return 'fact';
  }
}
