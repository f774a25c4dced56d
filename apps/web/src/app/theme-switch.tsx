import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { Icon } from '../design/icon.tsx';

export function ThemeSwitch() {
  const { t } = useLingui();
  const [theme, setTheme] = useState(() => document.documentElement.dataset['theme'] ?? 'light');
  const other = theme === 'dark' ? 'light' : 'dark';
  const choose = () => {
    document.documentElement.dataset['theme'] = other;
    localStorage.setItem('offtake.theme', other);
    setTheme(other);
  };
  const label = other === 'dark' ? t`Dark theme` : t`Light theme`;
  return (
    <button
      type="button"
      data-testid="theme-switch"
      aria-label={label}
      title={label}
      className="button button-quiet"
      onClick={choose}
    >
      <Icon name={other === 'dark' ? 'moon' : 'sun'} />
    </button>
  );
}
