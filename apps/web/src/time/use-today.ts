import { useState } from 'react';
import { useCoordinates } from './coordinates.ts';

/** The day that the screen stands on: validAt, or today in UTC. */
export function useToday(): string {
  const { validAt } = useCoordinates();
  const [today] = useState(() => new Date().toISOString().slice(0, 10));
  return validAt ?? today;
}
