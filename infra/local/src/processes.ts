import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

const POLL_MS = 50;

/** The command line of a running process, arguments parted by blanks; null where there is none. */
export async function commandLineOf(pid: number): Promise<string | null> {
  const fromProc = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => null);
  // A zombie has an empty one: it has ended, and only its parent has not looked yet.
  if (fromProc !== null) return fromProc.replaceAll('\0', ' ').trim() || null;
  const ps = await promisify(execFile)('ps', ['-o', 'args=', '-p', String(pid)]).catch(() => null);
  return ps?.stdout.trim() || null;
}

/** Ends the process group that `pid` leads: politely, then by force. Resolves to false where it is still there. */
export async function endGroup(pid: number, politelyMs: number, byForceMs: number): Promise<boolean> {
  for (const [signal, withinMs] of [
    ['SIGTERM', politelyMs],
    ['SIGKILL', byForceMs],
  ] as const) {
    if (!signalGroup(pid, signal)) return true;
    const until = Date.now() + withinMs;
    while (Date.now() < until) {
      // Ended, and not yet looked at by its parent, it still counts as a process; with its arguments it is gone.
      if (!signalGroup(pid, 0) || (await commandLineOf(pid)) === null) return true;
      await sleep(POLL_MS);
    }
  }
  return false;
}

/** False where no process of the group is left. */
export function signalGroup(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    process.kill(-pid, signal);
    return true;
  } catch {
    return false;
  }
}
