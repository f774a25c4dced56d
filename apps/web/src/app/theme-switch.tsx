import { useLingui } from '@lingui/react/macro';
import { Icon } from '../design/icon.tsx';
import { chooseTheme, otherTheme, useTheme } from './theme.ts';

export function ThemeSwitch() {
  const { t } = useLingui();
  const other = otherTheme(useTheme());
  const label = other === 'dark' ? t`Dark theme` : t`Light theme`;
  return (
    <button
      type="button"
      data-testid="theme-switch"
      aria-label={label}
      title={label}
      className="button button-quiet"
      onClick={() => chooseTheme(other)}
    >
      <Icon name={other === 'dark' ? 'moon' : 'sun'} />
    </button>
  );
}
