import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';

/** Words of what is watched. */
type Words = Readonly<Record<string, MessageDescriptor>>;

export const MEASURE_WORDS: Words = {
  'largest-share': msg`Largest counterparty`,
  hhi: msg`Concentration (HHI)`,
  firmness: msg`Firm share`,
  exposure: msg`Exposure`,
  overdue: msg`Overdue amount`,
  'overdue-legs': msg`Overdue legs`,
  coverage: msg`Payments due in a year, of revenue`,
};

/** What is measured, in a sentence. */
export const MEASURE_MEANINGS: Words = {
  'largest-share': msg`The share of the largest counterparty in what is firm and performed.`,
  hhi: msg`The sum of the squared shares of the counterparties: 10,000 is one alone, and above 1,800 is highly concentrated.`,
  firmness: msg`What is firm and performed, of all that was announced and has not lapsed.`,
  exposure: msg`What stands in the chosen accounts.`,
  overdue: msg`What was due before today and is not performed.`,
  'overdue-legs': msg`In how many legs something was due before today and is not performed.`,
  coverage: msg`Firm payments due in the next 12 months, of a year's revenue at its latest rate.`,
};

export const IS_WORDS: Words = {
  above: msg`above`,
  below: msg`below`,
};

export const OUTCOME_WORDS: Words = {
  crossed: msg`Crossed`,
  'not-crossed': msg`Not crossed`,
  'cannot-be-told': msg`Cannot be told`,
};
