import { rmSync } from 'node:fs';
import type { Home } from './home.ts';
import { commandLineOf } from './processes.ts';
import { type RunRecord, update } from './run-record.ts';
import type { Supervised } from './supervised.ts';

/** What runs, and the record of it in `run.json`. */
export interface Parts {
  add(...parts: readonly (Supervised | null)[]): void;
  /** By name, of those that are running at this moment. */
  pids(): Record<string, number>;
  /** Writes the record anew, with these fields changed. */
  record(change?: Partial<RunRecord>): void;
  /** Ends all, each while what it leans on is still there. May be called again; resolves when nothing runs. */
  stopAll(): Promise<void>;
}

/** Who leans on whom, from the first to end to the last. */
const stopOrder = [['command service', 'projection service'], ['broker'], ['database']];

export function trackParts(home: Home, first: RunRecord): Parts {
  const parts: Supervised[] = [];
  let present = first;
  let writing = Promise.resolve();
  let stopping: Promise<void> | null = null;

  const pids = () =>
    Object.fromEntries(
      parts.flatMap((part) => {
        const pid = part.pid();
        return pid === null ? [] : [[part.name, pid] as const];
      }),
    );
  const children = async () => {
    const entries = Object.entries(pids()).map(async ([name, pid]) => {
      const clearsItself = name === 'broker' || name === 'database';
      return [name, { pid, commandLine: clearsItself ? null : await commandLineOf(pid) }] as const;
    });
    return Object.fromEntries(await Promise.all(entries));
  };
  const forget = () => rmSync(home.path('run.json'), { force: true });
  process.once('exit', forget);
  const stopInOrder = async () => {
    for (const names of stopOrder) {
      await Promise.all(parts.filter((part) => names.includes(part.name)).map((part) => part.stop()));
    }
    await writing;
    forget();
    process.removeListener('exit', forget);
  };
  return {
    add: (...added) => void parts.push(...added.filter((part) => part !== null)),
    pids,
    record(change = {}) {
      if (stopping !== null) return;
      present = { ...present, ...change };
      // A record that cannot be written (a full disk) hurts the next start only, and not this one.
      writing = writing.then(async () => update(home, { ...present, children: await children() })).catch(() => {});
    },
    stopAll: () => (stopping ??= stopInOrder()),
  };
}
