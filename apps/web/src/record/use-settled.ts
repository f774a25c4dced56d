import { useEffect, useState } from 'react';

/** A pause in typing after which something is worth computing. */
const PAUSE_MS = 200;

/** A text as it was when it last stood still. */
export function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
