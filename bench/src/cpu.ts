import { readdirSync, readFileSync } from 'node:fs';

const TICKS_PER_SECOND = 100;

/** What work costs the processor, in µs: of this process, and of the database with its connections. */
export interface Cost {
  readonly node: number;
  readonly database: number;
}

/** Counts from now on; the database's share is known on Linux alone, and is 0 elsewhere. */
export function countCost(postmaster: number): () => Cost {
  const before = { node: process.cpuUsage(), database: ofFamily(postmaster) };
  return () => {
    const { user, system } = process.cpuUsage(before.node);
    return { node: user + system, database: ofFamily(postmaster) - before.database };
  };
}

/** The process, its children, and those of them that have ended. */
function ofFamily(parent: number): number {
  let ticks = 0;
  for (const name of list('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const fields = read(`/proc/${name}/stat`).split(') ').at(-1)?.split(' ') ?? [];
    const number = (at: number) => Number(fields[at] ?? 0);
    if (Number(name) === parent) ticks += number(11) + number(12) + number(13) + number(14);
    else if (number(1) === parent) ticks += number(11) + number(12);
  }
  return (ticks / TICKS_PER_SECOND) * 1_000_000;
}

function list(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    // It has ended meanwhile.
    return '';
  }
}
