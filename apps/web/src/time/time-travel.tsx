import { createContext, type ReactNode, useContext, useEffect, useEffectEvent, useState } from 'react';
import { useUrl } from '../app/place.ts';
import { useBookHistory } from './book-history.tsx';
import { CoordinatesProvider, useMovableCoordinates, withoutBlanks } from './coordinates.ts';
import { prefersStillness } from './reduced-motion.ts';
import { type Axis, axisOf, faster, type Move, move, slower } from './replay-clock.ts';
import { isLive, knownPosition } from './timeline.ts';

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
}

const Travel = createContext<TimeTravel | null>(null);

export function TimeTravelProvider({ children }: { readonly children: ReactNode }) {
  const { at: coordinates, moveTo } = useMovableCoordinates();
  const { timeline } = useBookHistory();
  const { reading } = useUrl();
  const [preferred, setPreferred] = useState<Axis>('position');
  const [playing, setPlaying] = useState(false);
  const [speed, setSpeed] = useState(2);

  const axis = axisOf(coordinates.knownAt, coordinates.validAt, preferred);
  const set = (axis === 'valid' ? coordinates.validAt : coordinates.knownAt) ?? null;
  const position = knownPosition(timeline, coordinates.knownAt);
  // An instant in the URL is shown by the position that it means.
  const value = set !== null && axis === 'position' ? String(position) : set;

  const goTo = (to: string | null) => {
    const on = to ?? undefined;
    const { knownAt, validAt } = coordinates;
    moveTo(axis === 'valid' ? withoutBlanks(knownAt, on) : withoutBlanks(on, validAt));
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
      moveTo({});
    },
    chooseAxis: (chosen) => {
      setPlaying(false);
      setPreferred(chosen);
      if (chosen === 'valid' || !coordinates.knownAt) return;
      // The same moment in the other measure.
      const day = timeline[Math.max(position, 1) - 1]?.announcedOn;
      moveTo(withoutBlanks(chosen === 'date' ? day : String(position), coordinates.validAt));
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
      const { knownAt, validAt } = coordinates;
      moveTo(axis === 'valid' ? withoutBlanks(knownAt, day) : withoutBlanks(day, validAt));
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
