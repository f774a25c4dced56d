import { execFile } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

const LOOKS = 5;
const BETWEEN_MS = 500;

/** The resident memory of processes in MiB, each the least of some looks: what is only waiting to be collected is not meant. */
export async function residentMib(pids: Readonly<Record<string, number>>): Promise<Record<string, number>> {
  const least: Record<string, number> = {};
  for (let look = 0; look < LOOKS; look += 1) {
    for (const [name, pid] of Object.entries(pids)) {
      const { stdout } = await promisify(execFile)('ps', ['-o', 'rss=', '-p', String(pid)]);
      least[name] = Math.min(least[name] ?? Number.POSITIVE_INFINITY, Math.round(Number(stdout) / 1024));
    }
    await sleep(BETWEEN_MS);
  }
  return least;
}
