import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';

/** What becomes, or became, of a line. */
export const VERDICT_WORDS: Readonly<Record<string, MessageDescriptor>> = {
  recorded: msg`is recorded`,
  unchanged: msg`says nothing new`,
  replayed: msg`recorded before`,
  refused: msg`refused`,
};
