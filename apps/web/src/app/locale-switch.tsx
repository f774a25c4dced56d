import { useLingui } from '@lingui/react';
import { activateLocale, LOCALE_NAMES, otherLocale } from '../words/locale.ts';

export function LocaleSwitch() {
  const { i18n } = useLingui();
  const other = otherLocale(i18n.locale);
  return (
    <button
      type="button"
      data-testid="locale-switch"
      lang={other}
      title={LOCALE_NAMES[other]}
      className="button button-quiet"
      onClick={() => void activateLocale(other)}
    >
      {other.toUpperCase()}
      <span className="sr-only"> {LOCALE_NAMES[other]}</span>
    </button>
  );
}
