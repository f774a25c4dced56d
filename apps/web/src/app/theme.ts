import { useSyncExternalStore } from 'react';

/** Dark or light: the page's own attribute, set before the first paint by theme.js, is what counts. */
export type Theme = 'dark' | 'light';

const listeners = new Set<() => void>();

export function useTheme(): Theme {
  return useSyncExternalStore(listen, themeNow);
}

export function chooseTheme(theme: Theme): void {
  document.documentElement.dataset['theme'] = theme;
  localStorage.setItem('offtake.theme', theme);
  for (const tell of listeners) tell();
}

export const otherTheme = (theme: Theme): Theme => (theme === 'dark' ? 'light' : 'dark');

function themeNow(): Theme {
  return document.documentElement.dataset['theme'] === 'dark' ? 'dark' : 'light';
}

function listen(tell: () => void): () => void {
  listeners.add(tell);
  return () => listeners.delete(tell);
}
