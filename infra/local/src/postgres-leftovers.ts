import { existsSync, readdirSync, readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs';
import path from 'node:path';

const GONE_WITHIN_MS = 20_000;

/**
 * Makes way for a start after a crash, of the server (its children may need a moment to notice) or of the process that
 * had started it (the server is then still running, and nobody's).
 * @throws Error where the server's starter is alive
 */
export async function clearLeftovers(cluster: string): Promise<void> {
  const pidFile = path.join(cluster, 'postmaster.pid');
  // Where there is no /proc, PostgreSQL's own check of its pid file has to do.
  if (!existsSync(pidFile) || !existsSync('/proc/self/stat')) return;
  const recorded = Number(readFileSync(pidFile, 'utf8').split('\n')[0]);
  if (processesIn(cluster).includes(recorded)) {
    const starter = parentOf(recorded);
    if (starter !== null && starter === starterOf(recorded)) {
      throw new Error(`PostgreSQL already runs on ${cluster} (process ${recorded}, started by process ${starter})`);
    }
    process.kill(recorded, 'SIGINT');
  }
  const deadline = Date.now() + GONE_WITHIN_MS;
  while (processesIn(cluster).length > 0) {
    if (Date.now() > deadline) for (const pid of processesIn(cluster)) kill(pid);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  // With no process left in the directory the file is stale, even if its number is now somebody else's.
  rmSync(pidFile, { force: true });
}

/** The setting by which a server is told who started it; after that one's death its parent is another. */
export const STARTED_BY = 'offtake.started_by';

/** Every process of a server works in its data directory. */
function processesIn(cluster: string): number[] {
  const directory = realpathSync(cluster);
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => readLink(`/proc/${pid}/cwd`) === directory)
    .map(Number);
}

function starterOf(pid: number): number | null {
  try {
    const started = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    const setting = started.find((argument) => argument.startsWith(`${STARTED_BY}=`));
    return setting === undefined ? null : Number(setting.slice(STARTED_BY.length + 1));
  } catch {
    return null;
  }
}

function parentOf(pid: number): number | null {
  try {
    return Number(/^PPid:\s+(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? Number.NaN);
  } catch {
    return null;
  }
}

function readLink(file: string): string | null {
  try {
    return readlinkSync(file);
  } catch {
    return null;
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has gone meanwhile.
  }
}
