import { setTimeout as sleep } from 'node:timers/promises';
import type { Part } from '@offtake/local/supervised';

const GONE_WITHIN_MS = 20_000;
const LOOK_EVERY_MS = 5;

/** One process of the system, which a fault ends, stops or takes away, and which comes back when it is told to. */
export class FaultyPart {
  readonly name: string;
  readonly #start: () => Promise<Part>;
  readonly #onCrash: (what: string) => void;
  #part: Part | null = null;
  #expected = false;

  /** @param onCrash told of an end that no fault has asked for */
  constructor(name: string, start: () => Promise<Part>, onCrash: (what: string) => void) {
    this.name = name;
    this.#start = start;
    this.#onCrash = onCrash;
  }

  get pid(): number | null {
    return this.#part?.pid ?? null;
  }

  async start(): Promise<void> {
    const part = await this.#start();
    this.#part = part;
    this.#expected = false;
    part.onExit((how) => {
      if (this.#part !== part) return;
      this.#part = null;
      if (!this.#expected) this.#onCrash(`The ${this.name} ended by itself: ${how}`);
    });
  }

  /** kill -9; resolves when the process is gone. */
  async kill(): Promise<void> {
    this.#expected = true;
    this.signal('SIGKILL');
    for (const until = Date.now() + GONE_WITHIN_MS; this.#part !== null; await sleep(LOOK_EVERY_MS)) {
      if (Date.now() > until) throw new Error(`The ${this.name} does not end`);
    }
  }

  /** Ends it in order. */
  async stop(): Promise<void> {
    this.#expected = true;
    // One that stands still hears nothing.
    this.signal('SIGCONT');
    const part = this.#part;
    await part?.stop();
    if (this.#part === part) this.#part = null;
  }

  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }

  signal(signal: NodeJS.Signals): void {
    if (this.#part) process.kill(this.#part.pid, signal);
  }
}
