import { i18n } from '@lingui/core';

export const LOCALES = ['en', 'es'] as const;
export type Locale = (typeof LOCALES)[number];

/** Each in its own words. */
export const LOCALE_NAMES: Readonly<Record<Locale, string>> = { en: 'English', es: 'Español' };

/** The one to change to. */
export function otherLocale(current: string): Locale {
  return LOCALES.find((locale) => locale !== current) ?? 'en';
}

const KEPT_AS = 'offtake.locale';
const SETTLED_AFTER_MS = 2_000;

/** A language's words, fetched once. */
const WORDS = { en: () => import('../locales/en.po'), es: () => import('../locales/es.po') } as const;

/** Fetches a language's words and makes it the page's. */
export async function activateLocale(locale: Locale): Promise<void> {
  const { messages } = await WORDS[locale]();
  i18n.loadAndActivate({ locale, messages });
  document.documentElement.lang = locale;
  localStorage.setItem(KEPT_AS, locale);
}

/** The chosen language, else the browser's, else English. */
export function firstLocale(): Locale {
  const wanted = [localStorage.getItem(KEPT_AS), ...navigator.languages.map((tag) => tag.slice(0, 2))];
  return LOCALES.find((locale) => locale === wanted.find((each) => LOCALES.includes(each as Locale))) ?? 'en';
}

/** When the page has settled, the other language too: so it can be changed where there is no connection any more. */
export function fetchOtherWords(): void {
  setTimeout(() => void WORDS[otherLocale(i18n.locale)]().catch(() => {}), SETTLED_AFTER_MS);
}
