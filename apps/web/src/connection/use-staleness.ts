import { useEffect, useState } from 'react';
import { LAG_PATIENCE_MS, type Staleness, staleness } from './connection-machine.ts';
import { useConnection } from './live-book.tsx';

/** Why the numbers of the present may be out of date; null where they are not. */
export function useStaleness(): Staleness | null {
  const connection = useConnection();
  const { state, since } = connection;
  const [now, setNow] = useState(since);
  useEffect(() => {
    if (state !== 'lagging') return;
    const timer = setTimeout(() => setNow(Date.now()), LAG_PATIENCE_MS, since);
    return () => clearTimeout(timer);
  }, [state, since]);
  return staleness(connection, now);
}
