import type { Bench } from './bench-system.ts';

/** What one measurement gives, by name. */
export type Sample = Readonly<Record<string, number>>;

/** What is to hold: of the ratio ours / peer, or of our own figure. */
export interface Goal {
  readonly of: 'ratio' | 'ours';
  readonly is: 'at least' | 'at most';
  readonly value: number;
}

export interface Figure {
  readonly figure: string;
  readonly unit: 'events/s' | 'ms' | 's' | 'µs' | 'MB' | 'events';
  /** Where it stands in the samples: `side.name`. */
  readonly ours: string;
  /** What it is compared with. */
  readonly peer?: { readonly name: string; readonly is: string };
  readonly goal?: Goal;
}

/** Measured together, on what was prepared once. */
export interface Group {
  /** As `--only` says it. */
  readonly name: string;
  readonly figures: readonly Figure[] | ((bench: Bench) => readonly Figure[]);
  prepare(bench: Bench): Promise<Prepared>;
  /** Another number of rounds than the usual, where one of them takes long. */
  readonly rounds?: number;
  /** False: the first measurement is like every other. */
  readonly warmUp?: boolean;
}

export interface Prepared {
  /** Ours and the peers, each measured once in every round. */
  readonly sides: Readonly<Record<string, () => Promise<Sample>>>;
  readonly end?: () => Promise<void>;
}

/** A figure as it was measured; of several rounds the median. */
export interface Measured {
  readonly figure: string;
  readonly unit: string;
  readonly ours: number;
  readonly peer: number | null;
  readonly peerName: string | null;
  /** ours / peer. */
  readonly ratio: number | null;
  readonly goal: string | null;
  readonly met: boolean | null;
  /** (largest − smallest) / median of the rounds: of the ratio, or where there is none of ours. */
  readonly spread: number;
}

export const atLeast = (value: number): Goal => ({ of: 'ratio', is: 'at least', value });
export const atMost = (value: number): Goal => ({ of: 'ratio', is: 'at most', value });
export const oursAtMost = (value: number): Goal => ({ of: 'ours', is: 'at most', value });
