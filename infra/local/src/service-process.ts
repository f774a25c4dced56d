import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import type { LogFile } from './log-file.ts';
import { endGroup } from './processes.ts';
import type { Part } from './supervised.ts';

export interface ServiceOptions {
  /** The built entry file. */
  readonly entry: string;
  readonly port: number;
  readonly environment: Readonly<Record<string, string>>;
  readonly log: LogFile;
}

const READY_WITHIN_MS = 60_000;
const PROBE_INTERVAL_MS = 50;
const PROBE_TIMEOUT_MS = 2_000;
/** The services promise to end within 10 s. */
const STOP_WITHIN_MS = 12_000;
const KILLED_WITHIN_MS = 5_000;

/** Starts one of the services on 127.0.0.1 and resolves when it says that it lives. */
export async function startService({ entry, port, environment, log }: ServiceOptions): Promise<Part> {
  const child = spawn(process.execPath, ['--enable-source-maps', entry], {
    env: { ...process.env, ...environment, HOST: '127.0.0.1', PORT: String(port) },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own: Ctrl-C in a terminal is for the starter, which ends the parts in order.
    detached: true,
  });
  child.stdout.on('data', log.write);
  child.stderr.on('data', log.write);
  let stopping = false;
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`));
  });
  const abandon = () => void child.kill('SIGKILL');
  process.once('exit', abandon);
  void ended.then(() => process.removeListener('exit', abandon));
  const stop = async () => {
    stopping = true;
    if (child.pid !== undefined) await endGroup(child.pid, STOP_WITHIN_MS, KILLED_WITHIN_MS);
    await ended;
  };

  const failure = await Promise.race([lives(`http://127.0.0.1:${port}/healthz`), ended]);
  if (failure !== null) {
    await stop();
    throw new Error(`it did not start (${failure}); its log is ${log.file}`);
  }
  return {
    pid: child.pid as number,
    onExit: (listener) => void ended.then((how) => !stopping && listener(how)),
    stop,
  };
}

async function lives(address: string): Promise<string | null> {
  const until = Date.now() + READY_WITHIN_MS;
  while (Date.now() < until) {
    const answer = await fetch(address, { signal: AbortSignal.timeout(PROBE_TIMEOUT_MS) }).catch(() => null);
    await answer?.body?.cancel();
    if (answer?.ok) return null;
    await sleep(PROBE_INTERVAL_MS);
  }
  return `no answer at ${address} within ${READY_WITHIN_MS / 1000} s`;
}
