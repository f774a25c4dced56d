import { createContext, useContext, useEffect, useRef, useState } from 'react';
import { useSetUrl, useUrl } from '../app/place.ts';
import { type Coordinates, isLive } from './timeline.ts';

const At = createContext<Coordinates>({});
export const CoordinatesProvider = At.Provider;

/** Where in time the screen stands: what the URL says, or is about to say. */
export function useCoordinates(): Coordinates {
  return useContext(At);
}

/** Where both thumbs stand, as the URL says it: the screen, and the moment that it is compared with. */
export interface Stand {
  readonly knownAt: string | undefined;
  readonly validAt: string | undefined;
  readonly fromKnown: string | undefined;
  readonly fromValid: string | undefined;
}

/** Browsers allow about a hundred changes of the URL in half a minute; playing and dragging ask for more. */
const BETWEEN_URLS_MS = 400;

interface Ahead {
  readonly stand: Stand;
  /** What the URL said when this was written to it; null while it still waits. */
  readonly writtenOver: string | null;
}

/** Where the thumbs stand, and how to move them: at once on screen, and in the URL as often as a browser allows. */
export function useMovableStand() {
  const { knownAt, validAt, fromKnown, fromValid } = useUrl();
  const setUrl = useSetUrl();
  const [ahead, setAhead] = useState<Ahead | null>(null);
  const lastWrite = useRef(0);
  const said: Stand = { knownAt, validAt, fromKnown, fromValid };
  const inUrl = [knownAt, validAt, fromKnown, fromValid].join('/');
  const isAhead = ahead !== null && (ahead.writtenOver === null || ahead.writtenOver === inUrl);
  const stand = isAhead ? ahead.stand : said;

  const write = (next: Stand, replace: boolean) => {
    lastWrite.current = Date.now();
    setAhead({ stand: next, writtenOver: inUrl });
    void setUrl(next, replace);
  };
  const moveTo = (change: Partial<Stand>, replace = true) => {
    const next = { ...stand, ...change };
    const isBackToLive = isLive(withoutBlanks(next.knownAt, next.validAt));
    // Back to the present is an end, not a step: it never waits.
    if (isBackToLive || Date.now() - lastWrite.current >= BETWEEN_URLS_MS) write(next, replace);
    else setAhead({ stand: next, writtenOver: null });
  };

  useEffect(() => {
    if (ahead?.writtenOver !== null) return;
    const timer = setTimeout(() => write(ahead.stand, true), BETWEEN_URLS_MS);
    return () => clearTimeout(timer);
  });
  return { stand, moveTo };
}

export function withoutBlanks(knownAt: string | undefined, validAt: string | undefined): Coordinates {
  return { ...(knownAt === undefined ? {} : { knownAt }), ...(validAt === undefined ? {} : { validAt }) };
}
