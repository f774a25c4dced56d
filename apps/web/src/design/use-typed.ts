import { useEffect, useEffectEvent, useState } from 'react';

/** A pause in typing after which what was typed counts. */
const PAUSE_MS = 500;

/** A text that is typed here and counts once typing pauses, or the field is left. `value` is what counts now. */
export function useTyped(value: string, commit: (text: string) => void) {
  const [typed, setTyped] = useState<string | null>(null);
  const settle = useEffectEvent(() => {
    if (typed !== null && typed !== value) commit(typed);
  });
  useEffect(() => {
    if (typed === null || typed === value) return;
    const timer = setTimeout(settle, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed, value]);
  return {
    value: typed ?? value,
    onChange: (event: { target: { value: string } }) => setTyped(event.target.value),
    onBlur: () => {
      if (typed !== null && typed !== value) commit(typed);
      setTyped(null);
    },
  };
}
