import type { MessageDescriptor } from '@lingui/core';
import { useLingui } from '@lingui/react';
import { sortByName } from './name-order.ts';

const dayFormat: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' };

const FORMATS = new Map<string, Intl.DateTimeFormat>();

/** Making a format costs as much as writing dozens of dates with it: one for each language and kind is kept. */
function formatIn(tag: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${tag} ${JSON.stringify(options)}`;
  const format = FORMATS.get(key) ?? new Intl.DateTimeFormat(tag, options);
  FORMATS.set(key, format);
  return format;
}

/** Words and dates in the reader's language. */
export function useWords() {
  const { i18n } = useLingui();
  const tag = i18n.locale === 'en' ? 'en-GB' : i18n.locale;
  const format = (text: string | null | undefined, options: Intl.DateTimeFormatOptions) =>
    text ? formatIn(tag, options).format(new Date(text)) : '–';
  return {
    locale: i18n.locale,
    word: (words: Readonly<Record<string, MessageDescriptor>>, key: string) => {
      const descriptor = words[key];
      return descriptor ? i18n._(descriptor) : key;
    },
    inNameOrder: <T>(things: Iterable<T>, nameOf: (thing: T) => string) => sortByName(i18n.locale, things, nameOf),
    /** "3 Nov 2025" */
    day: (date: string | null | undefined) => format(date, dayFormat),
    /** "3 November 2025" */
    longDay: (date: string | null | undefined) => format(date, { ...dayFormat, month: 'long' }),
    /** The reader's own clock: "14:05:09", with the day. */
    moment: (instant: string) => format(instant, { dateStyle: 'medium', timeStyle: 'medium' }),
    clock: (at: number) => formatIn(tag, { timeStyle: 'short' }).format(at),
  };
}
