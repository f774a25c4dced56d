import { type KeyboardEvent, useState } from 'react';
import { markAt } from './mark-keys.ts';

/** What makes an element one of a picture's marks. */
export interface MarkProps {
  readonly 'data-mark': string;
  readonly tabIndex: number;
  readonly onFocus: () => void;
  readonly onBlur: () => void;
  readonly onPointerEnter: () => void;
  readonly onPointerLeave: () => void;
  readonly onKeyDown: (event: KeyboardEvent<Element>) => void;
}
export interface Marks {
  /** The mark that has, or had last, the focus or the pointer. */
  readonly current: string | undefined;
  /** The mark that has the focus or the pointer now. */
  readonly lit: string | null;
  readonly propsOf: (key: string) => MarkProps;
}

/**
 * The marks of a picture as one stop of the Tab key: arrows, Home and End go from mark to mark. The element around them
 * says so with `data-marks`.
 *
 * @param keys in the order in which the arrows pass them
 * @param first the mark that Tab reaches first, where it is another than the first one
 */
export function useMarks(keys: readonly string[], first = keys[0]): Marks {
  const [reached, setReached] = useState<string>();
  const [lit, setLit] = useState<string | null>(null);
  const current = reached !== undefined && keys.includes(reached) ? reached : first;
  const reach = (key: string) => {
    setReached(key);
    setLit(key);
  };
  const propsOf = (key: string): MarkProps => ({
    'data-mark': key,
    tabIndex: key === current ? 0 : -1,
    onFocus: () => reach(key),
    onBlur: () => setLit(null),
    onPointerEnter: () => reach(key),
    onPointerLeave: () => setLit(null),
    onKeyDown: (event) => {
      const to = markAt(keys.length, keys.indexOf(key), event.key);
      if (to === null) return;
      event.preventDefault();
      const marks = event.currentTarget.closest('[data-marks]')?.querySelectorAll<HTMLElement>('[data-mark]') ?? [];
      [...marks].find((mark) => mark.dataset['mark'] === keys[to])?.focus();
    },
  });
  return { current, lit, propsOf };
}
