import { createContext, type ReactNode, useContext, useEffect, useEffectEvent, useState } from 'react';
import { useUrl } from '../app/place.ts';
import { useBookHistory } from './book-history.tsx';
import {
  axisOfStand,
  moveSecond,
  newest,
  placeOfSecond,
  secondCoordinates,
  secondValue,
  withSecond,
} from './compared-moment.ts';
import { CoordinatesProvider, useMovableStand, withoutBlanks } from './coordinates.ts';
import { prefersStillness } from './reduced-motion.ts';
import { type Axis, faster, type Move, move, slower } from './replay-clock.ts';
import { type Coordinates, isLive, knownPosition } from './timeline.ts';

/** Moving through the book's history; where it stands is in the URL, only play, speed and the chosen axis are kept here. */
interface TimeTravel {
  readonly axis: Axis;
  /** Where the scrubber stands on its axis; null = LIVE. */
  readonly value: string | null;
  readonly live: boolean;
  readonly playing: boolean;
  readonly speed: number;
  /** The position that the coordinates take in. */
  readonly position: number;
  goTo(value: string | null): void;
  step(by: Move): void;
  goLive(): void;
  chooseAxis(axis: Axis): void;
  togglePlay(): void;
  changeSpeed(by: 'faster' | 'slower'): void;
  chooseSpeed(speed: number): void;
  /** To a day on the valid axis if that is moved, else to what was known that day. */
  goToDay(day: string): void;
  /** To what was known at a day or position, whichever axis is moved; the way back leads to where it was before. */
  goToKnown(knownAt: string): void;
  readonly second: SecondThumb;
}

/** The other moment, that the screen is compared with. */
interface SecondThumb {
  /** Where it stands on the axis; null = there is none. */
  readonly value: string | null;
  readonly at: Coordinates | null;
  put(): void;
  takeAway(): void;
  goTo(value: string | null): void;
  step(by: Move): void;
}

const Travel = createContext<TimeTravel | null>(null);

export function TimeTravelProvider({ children }: { readonly children: ReactNode }) {
  const { stand, moveTo } = useMovableStand();
  const { timeline } = useBookHistory();
  const { reading } = useUrl();
  const [preferred, setPreferred] = useState<Axis>('position');
  const [playing, setPlaying] = useState(false);
  const [speed, setSpeed] = useState(2);

  const coordinates = withoutBlanks(stand.knownAt, stand.validAt);
  const axis = axisOfStand(stand, preferred);
  const set = (axis === 'valid' ? coordinates.validAt : coordinates.knownAt) ?? null;
  const position = knownPosition(timeline, coordinates.knownAt);
  // An instant in the URL is shown by the position that it means.
  const value = set !== null && axis === 'position' ? String(position) : set;
  const other = secondValue(axis, timeline, stand);

  const goTo = (to: string | null) => {
    const on = to ?? undefined;
    moveTo(axis === 'valid' ? { validAt: on } : { knownAt: on });
    if (to === null) setPlaying(false);
  };
  const step = (by: Move) => goTo(move(axis, timeline, value, by));

  // A new timer per step: the interval is the time that one event stays on screen, whatever else is drawn meanwhile.
  const onStepDue = useEffectEvent(() => step('next'));
  useEffect(() => {
    if (!playing) return;
    const timer = setTimeout(onStepDue, 1000 / speed, value);
    return () => clearTimeout(timer);
  }, [playing, speed, value]);

  const travel: TimeTravel = {
    axis,
    value,
    live: isLive(coordinates),
    playing,
    speed,
    position,
    goTo,
    step,
    goLive: () => {
      setPlaying(false);
      moveTo({ knownAt: undefined, validAt: undefined });
    },
    chooseAxis: (chosen) => {
      setPlaying(false);
      setPreferred(chosen);
      // The same moment in the other measure.
      const day = timeline[Math.max(position, 1) - 1]?.announcedOn;
      const known = coordinates.knownAt && (chosen === 'date' ? day : String(position));
      const there = (chosen === 'valid' ? coordinates.validAt : known) ?? null;
      const same = chosen === 'valid' || axis === 'valid' ? null : secondValue(chosen, timeline, stand);
      const second = other === null ? {} : withSecond(chosen, same ?? placeOfSecond(chosen, timeline, there));
      moveTo(chosen === 'valid' ? second : { ...second, knownAt: known });
    },
    togglePlay: () => {
      const fromStart = !playing && value === null;
      if (fromStart) goTo(move(axis, timeline, null, 'first'));
      if (!prefersStillness()) setPlaying(!playing && timeline.length > 0);
      else if (!fromStart) step('next');
    },
    changeSpeed: (by) => setSpeed(by === 'faster' ? faster(speed) : slower(speed)),
    chooseSpeed: setSpeed,
    goToDay: (day) => {
      setPlaying(false);
      moveTo(axis === 'valid' ? { validAt: day } : { knownAt: day });
    },
    goToKnown: (knownAt) => {
      setPlaying(false);
      moveTo({ knownAt }, false);
    },
    second: {
      value: other,
      at: secondCoordinates(stand),
      put: () => moveTo(withSecond(axis, placeOfSecond(axis, timeline, value)), false),
      takeAway: () => moveTo(withSecond(axis, null), false),
      goTo: (to) => moveTo(withSecond(axis, to ?? newest(axis, timeline))),
      step: (by) => other !== null && moveTo(withSecond(axis, moveSecond(axis, timeline, other, by))),
    },
  };
  return (
    <CoordinatesProvider value={reading ? { ...coordinates, reading } : coordinates}>
      <Travel value={travel}>{children}</Travel>
    </CoordinatesProvider>
  );
}

export function useTimeTravel(): TimeTravel {
  const travel = useContext(Travel);
  if (!travel) throw new Error('outside of the shell there is no time');
  return travel;
}
