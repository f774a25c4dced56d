import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';

/** Words of what is computed from exposures. */
type Words = Readonly<Record<string, MessageDescriptor>>;

/** Whose counterparties are meant. */
export const SIDE_TITLES: Words = {
  obligor: msg`Whom it owes`,
  obligee: msg`Who owes it`,
};

export const SIDE_WORDS: Words = {
  obligor: msg`Owes`,
  obligee: msg`Is owed`,
};

/** As the US Merger Guidelines of 2023 draw the lines. */
export const CONCENTRATION_WORDS: Words = {
  low: msg`not concentrated`,
  moderate: msg`moderately concentrated`,
  high: msg`highly concentrated`,
};

export const BY_WORDS: Words = {
  month: msg`Month`,
  quarter: msg`Quarter`,
  year: msg`Year`,
};
