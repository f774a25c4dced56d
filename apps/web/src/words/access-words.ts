import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';

type Words = Readonly<Record<string, MessageDescriptor>>;

export const ROLE_WORDS: Words = {
  reader: msg`reads`,
  recorder: msg`reads and records`,
  operator: msg`operates`,
};

/** Why a key or a member is refused, by the rule that refuses it. */
export const ACCESS_RULE_WORDS: Words = {
  schema: msg`Begin with a letter or a digit; then letters, digits and . _ @ + -, at most 100.`,
  'reserved-principal': msg`This name is what the platform calls somebody itself.`,
  'outlives-its-maker': msg`Your own key ends before that, and makes none that is good for longer.`,
  'already-over': msg`It would not be good for a moment.`,
  'too-many-keys': msg`There are as many good keys as there may be. Revoke one first.`,
  'last-platform-key': msg`It is the last key of the platform operator that does not expire. Make another one first.`,
  'last-operator': msg`Nobody would be left who operates the book. Make somebody else its operator first.`,
  'too-many-members': msg`The book has as many members as there may be.`,
};
