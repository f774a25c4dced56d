import { useLingui } from '@lingui/react';
import { activateLocale, LOCALES } from '../words/locale.ts';

const NAMES = { en: 'English', es: 'Español' } as const;

export function LocaleSwitch() {
  const { i18n } = useLingui();
  const other = LOCALES.find((locale) => locale !== i18n.locale) ?? 'en';
  return (
    <button
      type="button"
      data-testid="locale-switch"
      lang={other}
      title={NAMES[other]}
      className="button button-quiet"
      onClick={() => void activateLocale(other)}
    >
      {other.toUpperCase()}
      <span className="sr-only"> {NAMES[other]}</span>
    </button>
  );
}
