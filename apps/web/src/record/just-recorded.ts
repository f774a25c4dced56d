import { useSyncExternalStore } from 'react';

/** What this page has just recorded: said on the screen that shows it, where it can be taken back. */
export interface JustRecorded {
  readonly book: string;
  /** The screen that shows it. */
  readonly path: string;
  readonly type: string;
  readonly position: number;
  /** `deal/<slug>` or `party/<slug>`. */
  readonly stream: string;
  /** Null where there was nothing new to record. */
  readonly event: string | null;
}

let current: JustRecorded | null = null;
const listeners = new Set<() => void>();

export function sayRecorded(recorded: JustRecorded | null): void {
  current = recorded;
  for (const listener of listeners) listener();
}

export function useJustRecorded(): JustRecorded | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => current,
  );
}
