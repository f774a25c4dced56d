import { createContext, useContext, useEffect, useRef, useState } from 'react';
import { useSetUrl, useUrl } from '../app/place.ts';
import { type Coordinates, isLive } from './timeline.ts';

const At = createContext<Coordinates>({});
export const CoordinatesProvider = At.Provider;

/** Where in time the screen stands: what the URL says, or is about to say. */
export function useCoordinates(): Coordinates {
  return useContext(At);
}

/** Browsers allow about a hundred changes of the URL in half a minute; playing and dragging ask for more. */
const BETWEEN_URLS_MS = 400;

interface Ahead {
  readonly at: Coordinates;
  /** The URL's coordinates when these were written to it; null while they still wait. */
  readonly writtenOver: string | null;
}

/** The coordinates, and how to change them: at once on screen, and in the URL as often as a browser allows. */
export function useMovableCoordinates() {
  const { knownAt, validAt } = useUrl();
  const setUrl = useSetUrl();
  const [ahead, setAhead] = useState<Ahead | null>(null);
  const lastWrite = useRef(0);
  const inUrl = `${knownAt ?? ''}/${validAt ?? ''}`;
  const isAhead = ahead !== null && (ahead.writtenOver === null || ahead.writtenOver === inUrl);
  const at: Coordinates = isAhead ? ahead.at : withoutBlanks(knownAt, validAt);

  const write = (next: Coordinates, replace: boolean) => {
    lastWrite.current = Date.now();
    setAhead({ at: next, writtenOver: inUrl });
    void setUrl({ knownAt: next.knownAt, validAt: next.validAt }, replace);
  };
  const moveTo = (next: Coordinates, replace = true) => {
    // Back to the present is an end, not a step: it never waits.
    if (isLive(next) || Date.now() - lastWrite.current >= BETWEEN_URLS_MS) write(next, replace);
    else setAhead({ at: next, writtenOver: null });
  };

  useEffect(() => {
    if (ahead?.writtenOver !== null) return;
    const timer = setTimeout(() => write(ahead.at, true), BETWEEN_URLS_MS);
    return () => clearTimeout(timer);
  });
  return { at, moveTo };
}

export function withoutBlanks(knownAt: string | undefined, validAt: string | undefined): Coordinates {
  return { ...(knownAt === undefined ? {} : { knownAt }), ...(validAt === undefined ? {} : { validAt }) };
}
