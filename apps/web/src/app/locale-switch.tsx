import { useLingui } from '@lingui/react/macro';
import { activateLocale, LOCALES } from '../words/locale.ts';

const NAMES = { en: 'English', es: 'Español' } as const;

export function LocaleSwitch() {
  const { t, i18n } = useLingui();
  const other = LOCALES.find((locale) => locale !== i18n.locale) ?? 'en';
  return (
    <button
      type="button"
      data-testid="locale-switch"
      lang={other}
      aria-label={t`Language: ${NAMES[other]}`}
      title={NAMES[other]}
      className="button button-quiet"
      onClick={() => void activateLocale(other)}
    >
      {other.toUpperCase()}
    </button>
  );
}
