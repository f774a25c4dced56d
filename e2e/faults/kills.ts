import { type Fault, SINGLE, type Struck } from './harness/fault.ts';
import type { FaultyPart } from './harness/part.ts';

/** Each part killed at random under load; it comes back at once, as a starter or an orchestrator brings it back. */
export const KILLS: readonly Fault[] = [
  kill('command service', ({ system }) => system.commands[0]),
  kill('projection service', ({ system }) => system.projections[0]),
  kill('broker', ({ system }) => system.broker),
  kill('database', ({ system }) => system.database),
];

function kill(name: string, partOf: (at: Struck) => FaultyPart | undefined): Fault {
  return {
    name: `kill -9 of the ${name}`,
    size: SINGLE,
    async strike(at) {
      const part = partOf(at);
      await part?.kill();
      await part?.start();
    },
  };
}
