import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { CauseKind } from './difference.ts';

/** The kinds of change that are never mixed, as the headings of their lists. */
export const CAUSE_WORDS: Readonly<Record<CauseKind, MessageDescriptor>> = {
  facts: msg`New facts`,
  corrections: msg`Corrections`,
  retractions: msg`Retractions`,
  disputes: msg`Disputes and rulings`,
};
