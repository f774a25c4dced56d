import { useSyncExternalStore } from 'react';

/** Where the reader stands in the tour: one for the page, kept only while it is open. That it was seen outlives it. */

const SEEN = 'offtake.tour';
const listeners = new Set<() => void>();
let step: number | null = null;

export function startTour(): void {
  localStorage.setItem(SEEN, 'seen');
  goToStep(0);
}

/** Starts it for whoever has not seen it in this browser. */
export function offerTour(): void {
  if (!wasSeen()) startTour();
}

export function goToStep(to: number): void {
  step = to;
  for (const tell of listeners) tell();
}

export function leaveTour(): void {
  localStorage.setItem(SEEN, 'seen');
  step = null;
  for (const tell of listeners) tell();
}

export function useTourStep(): number | null {
  return useSyncExternalStore(listen, () => step);
}

/** Whether it is worth offering. */
export function useTourUnseen(): boolean {
  return useSyncExternalStore(listen, () => !wasSeen());
}

function wasSeen(): boolean {
  return localStorage.getItem(SEEN) !== null;
}

function listen(tell: () => void): () => void {
  listeners.add(tell);
  return () => listeners.delete(tell);
}
