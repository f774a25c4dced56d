import { useEffect, useEffectEvent } from 'react';
import { useSetUrl } from '../app/place.ts';
import { useTimeTravel } from './time-travel.tsx';

/** Keys that move time from anywhere on the page, unless something else is being typed into or operated. */
export function useTimeKeys(): void {
  const { togglePlay, changeSpeed, goLive, step, live, second } = useTimeTravel();
  const setUrl = useSetUrl();
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const target = event.target as HTMLElement;
    if (target.closest('input, textarea, select, [contenteditable], [role="dialog"]')) return;
    const free = target === document.body || target.closest('[role="slider"], main') === target;
    switch (event.key) {
      case ' ':
        if (!free) return;
        togglePlay();
        break;
      case '[':
        changeSpeed('slower');
        break;
      case ']':
        changeSpeed('faster');
        break;
      case 'd':
        if (second.value === null) second.put();
        else void setUrl({ show: 'difference' }, false);
        break;
      case 'D':
        second.takeAway();
        break;
      case 'Escape':
        if (live || document.querySelector('[role="dialog"], :popover-open')) return;
        goLive();
        break;
      case 'ArrowLeft':
      case 'ArrowRight':
        if (!free) return;
        step(`${event.key === 'ArrowRight' ? 'next' : 'previous'}${event.shiftKey ? '-day' : ''}`);
        break;
      default:
        return;
    }
    event.preventDefault();
  });
  useEffect(() => {
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
}
