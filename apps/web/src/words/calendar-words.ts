import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';

/** The words of the rights calendar. */

export const CALENDAR_KIND_WORDS: Readonly<Record<string, MessageDescriptor>> = {
  exclusivity: msg`Exclusivity`,
  'first-refusal': msg`Right of first refusal`,
  'most-favoured': msg`Most favoured`,
  'early-exit': msg`Right to leave early`,
  'option-window': msg`Window of an option`,
  'earliest-exit': msg`Earliest exit`,
};

export const CALENDAR_STATE_WORDS: Readonly<Record<string, MessageDescriptor>> = {
  upcoming: msg`to come`,
  open: msg`open now`,
  past: msg`past`,
  ended: msg`ended`,
};
