import { useSyncExternalStore } from 'react';

/** From here on a matrix fits better than a list. */
const WIDE = '(min-width: 768px)';

export function useWide(): boolean {
  return useSyncExternalStore(
    (changed) => {
      const query = matchMedia(WIDE);
      query.addEventListener('change', changed);
      return () => query.removeEventListener('change', changed);
    },
    () => matchMedia(WIDE).matches,
  );
}
