import { setTimeout as sleep } from 'node:timers/promises';

/** A process that is running and serves. */
export interface Part {
  readonly pid: number;
  /** Calls back when it ends without having been stopped. */
  onExit(listener: (how: string) => void): void;
  stop(): Promise<void>;
}

export interface Supervised {
  readonly name: string;
  /** Null while it is being started again. */
  pid(): number | null;
  /** Ends it for good; nothing starts it again. */
  stop(): Promise<void>;
}

/** Waits before the first, second, … start again; the last one for all that follow. */
const BACK_OFF_MS = [250, 500, 1_000, 2_000, 5_000, 10_000];
/** After so long a life, the next end is the first again. */
const HEALTHY_AFTER_MS = 60_000;

/**
 * Starts a part and starts it again each time it dies. Rejects where the first start fails; later ones are tried for
 * ever. `say` takes a sentence for each, `changed` is called when the pid is another.
 */
export async function supervise(
  name: string,
  start: () => Promise<Part>,
  say: (line: string) => void,
  changed: () => void,
): Promise<Supervised> {
  let part: Part | null = null;
  let stopping = false;
  let deaths = 0;
  let healthySince = Date.now();
  const stopped = new AbortController();
  let restarting: Promise<void> = Promise.resolve();

  const run = async () => {
    part = await start();
    healthySince = Date.now();
    part.onExit((how) => {
      part = null;
      if (!stopping) restarting = restart(how);
    });
    changed();
  };
  const restart = async (reason: string) => {
    for (let how = reason; !stopping; ) {
      if (Date.now() - healthySince > HEALTHY_AFTER_MS) deaths = 0;
      const wait = BACK_OFF_MS[Math.min(deaths, BACK_OFF_MS.length - 1)] ?? 0;
      deaths += 1;
      say(`The ${name} ended (${how}); starting it again in ${wait} ms.`);
      await sleep(wait, undefined, { signal: stopped.signal }).catch(() => {});
      if (stopping) return;
      try {
        await run();
        say(`The ${name} is back.`);
        return;
      } catch (error) {
        how = error instanceof Error ? error.message : String(error);
      }
    }
  };

  await run();
  return {
    name,
    pid: () => part?.pid ?? null,
    async stop() {
      stopping = true;
      stopped.abort();
      await part?.stop();
      await restarting;
      // A start that was under way when the stop came has only now become a part.
      await part?.stop();
    },
  };
}
