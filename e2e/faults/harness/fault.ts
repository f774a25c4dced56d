import type { Findings } from './findings.ts';
import type { Load } from './load.ts';
import type { Random } from './random.ts';
import type { FaultySystem, SystemSize } from './system.ts';
import type { Watcher } from './watcher.ts';

/** One row of the table of faults. */
export interface Fault {
  readonly name: string;
  /** What it needs; faults of one size share a system. */
  readonly size: SystemSize;
  /** What it does to a system is not to be found in that of other faults. */
  readonly alone?: boolean;
  /** Strikes while clients post, and ends. */
  strike(at: Struck): Promise<Recovery | void>;
  /** Looks, when all has caught up, at what is to be seen after this fault only. */
  check?(at: Struck): Promise<void>;
}

export interface Recovery {
  /** The instant from which on the system has to recover, where that is not the one at which the fault struck. */
  readonly from?: number;
  /** How long it took to recover while the fault still lasted. */
  readonly meanwhileMs?: number;
}

/** What a fault has before it when it strikes. */
export interface Struck {
  readonly system: FaultySystem;
  readonly load: Load;
  readonly watchers: readonly Watcher[];
  readonly random: Random;
  readonly findings: Findings;
  /** Durations as the table has them; false: shortened. */
  readonly long: boolean;
  /** Writes down what does not hold. */
  expect(holds: boolean, otherwise: string): void;
}

export const SINGLE: SystemSize = { commands: 1, projections: 1 };
export const DOUBLE: SystemSize = { commands: 2, projections: 2 };
