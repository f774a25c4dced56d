import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';

/** When to use which type of event, above its form. */
export const EVENT_MEANINGS: Readonly<Record<string, MessageDescriptor>> = {
  DealAnnounced: msg`A new deal, with its legs: who owes whom what, and how bindingly.`,
  DealSigned: msg`What was intended became binding. Without legs: all of them.`,
  DealAmended: msg`The contract itself changed. If it was only recorded wrongly, correct the event instead.`,
  PerformanceRecorded: msg`Something was paid or delivered.`,
  RightGranted: msg`An exclusivity, a first refusal, an early exit.`,
  RightEnded: msg`A right that exists no longer.`,
  DealTerminated: msg`The deal, or some of its legs, ended before everything was performed.`,
  PartyRegistered: msg`A company or group that deals may name.`,
  MetricObserved: msg`A figure of one party, or of several together.`,
  TargetStated: msg`What a party says it aims at. It enters no sum.`,
  EvidenceAdded: msg`One more source for an event that is recorded already.`,
  EventCorrected: msg`It happened, but was recorded wrongly. If the contract changed, amend the deal instead.`,
  EventRetracted: msg`It never happened, or was withdrawn by its source.`,
};

export const GROUP_WORDS: Readonly<Record<string, MessageDescriptor>> = {
  deals: msg`About a deal`,
  parties: msg`About a party`,
  about: msg`About an event`,
};
