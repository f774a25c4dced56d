import { Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { pause } from '@offtake/event-transport/within';
import type { Readiness } from '@offtake/http-edge/health';
import type { ActiveGeneration } from './active-generation.ts';
import { prepareSchemas } from './prepare.ts';

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 5_000;

/**
 * Prepares the database before anything is read from it. A service that starts while the database is away comes up, says
 * that it is not ready, and waits: to end, and to be started again and again, would make nothing better.
 */
export class Preparation implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly #url: string;
  readonly #active: ActiveGeneration;
  readonly #stopping = new AbortController();
  readonly #log = new Logger('Preparation');
  #missing: string | null = 'the read models are not prepared yet';
  #going: Promise<void> = Promise.resolve();

  constructor(url: string, active: ActiveGeneration, readiness: Readiness) {
    this.#url = url;
    this.#active = active;
    readiness.add(() => this.#missing);
  }

  async onApplicationBootstrap(): Promise<void> {
    if (!(await this.#prepared())) this.#going = this.#goOn();
  }

  async onApplicationShutdown(): Promise<void> {
    this.#stopping.abort();
    await this.#going;
  }

  async #goOn(): Promise<void> {
    const { signal } = this.#stopping;
    for (let pauseMs = FIRST_PAUSE_MS; !signal.aborted; pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS)) {
      await pause(pauseMs, signal);
      if (!signal.aborted && (await this.#prepared())) return this.#log.log('The read models are prepared now');
    }
  }

  async #prepared(): Promise<boolean> {
    try {
      await prepareSchemas(this.#url);
      await this.#active.look();
      this.#missing = null;
      return true;
    } catch (error) {
      const missing = `the read models cannot be prepared: ${(error as Error).message}`;
      if (missing !== this.#missing) this.#log.warn(missing);
      this.#missing = missing;
      return false;
    }
  }
}
