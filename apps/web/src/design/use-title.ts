import { useEffect } from 'react';

/** The document's title while a screen is on: what a tab, a bookmark and a reader say. */
export function useTitle(screen: string): void {
  useEffect(() => {
    document.title = `${screen} · Offtake`;
  }, [screen]);
}
