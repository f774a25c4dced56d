import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';

/** What the button says that adds one to a list. */
export const ADD_WORDS: Readonly<Record<string, MessageDescriptor>> = {
  legs: msg`Add a leg`,
  rights: msg`Add a right`,
  changes: msg`Add a change`,
  evidence: msg`Add a source`,
  conditions: msg`Add a condition`,
  schedule: msg`Add a step`,
  parties: msg`Add a party`,
  quantities: msg`Add a quantity`,
  aliases: msg`Add an alias`,
  kinds: msg`Add a kind`,
  notDuplicateOf: msg`Add a leg that it is no duplicate of`,
};
