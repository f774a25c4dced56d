import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';

/** When to use which type of event, above its form. */
export const EVENT_MEANINGS: Readonly<Record<string, MessageDescriptor>> = {
  DealAnnounced: msg`A new deal, with its legs: who owes whom what, and how bindingly.`,
  DealSigned: msg`What was intended became binding. Without legs: all of them.`,
  DealAmended: msg`The contract itself changed. If it was only recorded wrongly, correct the event instead.`,
  OptionExercised: msg`The holder of an option used it: that part is binding now. Without a quantity: all of it.`,
  OptionLapsed: msg`An option was given up, or its window closed. Without a quantity: all of it.`,
  ConditionMet: msg`What a leg depended on has happened: that part is binding now. Without a quantity: all of it.`,
  ConditionFailed: msg`What a leg depended on will not happen: that part lapses. Without a quantity: all of it.`,
  PerformanceRecorded: msg`Something was paid or delivered.`,
  LegNovated: msg`Another party takes over one side of a leg. What was performed or has lapsed stays where it was.`,
  RightGranted: msg`An exclusivity, a first refusal, an early exit.`,
  RightEnded: msg`A right that exists no longer.`,
  DealTerminated: msg`The deal, or some of its legs, ended before everything was performed.`,
  DealCompleted: msg`Everything that was owed is done. What is still open lapses, if that is said.`,
  PartyRegistered: msg`A company or group that deals may name.`,
  PartyUpdated: msg`A party has another name, other aliases, another LEI or parent. What stays as it is is not recorded.`,
  PartiesMerged: msg`One party became part of another: from then on it reads as that one, in every number.`,
  MetricObserved: msg`A figure of one party, or of several together.`,
  TargetStated: msg`What a party says it aims at. It enters no sum.`,
  EvidenceAdded: msg`One more source for an event that is recorded already.`,
  EventCorrected: msg`It happened, but was recorded wrongly. If the contract changed, amend the deal instead.`,
  EventRetracted: msg`It never happened, or was withdrawn by its source.`,
  DisputeRaised: msg`Sources disagree about an event. Totals go on as recorded; the other version can be read beside them.`,
  DisputeResolved: msg`It is clear which version holds. If it is the other one, it takes effect like a correction.`,
};

export const GROUP_WORDS: Readonly<Record<string, MessageDescriptor>> = {
  deals: msg`About a deal`,
  parties: msg`About a party`,
  about: msg`About an event`,
};
