import { useLayoutEffect, useState } from 'react';

const HERE = 'data-tour-here';

/**
 * The element that a step is about, marked while it is: design/tour.css draws the mark, and places the card beside it.
 * Before anything is painted: a place that the browser found for the card without it would be kept.
 */
export function useTourAnchor(selectors: readonly string[]): Element | null {
  const [found, setFound] = useState<Element | null>(null);
  useLayoutEffect(() => {
    const look = () => setFound(firstOf(selectors));
    look();
    // A screen comes with what it reads.
    const watch = new MutationObserver(look);
    watch.observe(document.body, { childList: true, subtree: true });
    return () => watch.disconnect();
  }, [selectors]);
  useLayoutEffect(() => {
    if (!found) return;
    found.setAttribute(HERE, '');
    found.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    return () => found.removeAttribute(HERE);
  }, [found]);
  return found;
}

function firstOf(selectors: readonly string[]): Element | null {
  for (const selector of selectors) {
    const element = document.querySelector(selector);
    if (element?.checkVisibility()) return element;
  }
  return null;
}
