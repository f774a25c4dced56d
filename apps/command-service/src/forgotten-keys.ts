import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { EventStore } from '@offtake/event-store/store';

const EVERY_MS = 60_000;
/** One short statement at a time: keys are kept by every command, and it must not hold them up. */
const AT_ONCE = 1_000;
const MAX_ROUNDS = 100;

/** Forgets idempotency keys that have been kept for a day. */
@Injectable()
export class ForgottenKeys implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly #store: EventStore;
  #timer: NodeJS.Timeout | undefined;

  constructor(store: EventStore) {
    this.#store = store;
  }

  onApplicationBootstrap(): void {
    this.#timer = setInterval(() => void this.#forget().catch(() => {}), EVERY_MS);
  }

  onApplicationShutdown(): void {
    clearInterval(this.#timer);
  }

  /** What is left over, or fails, is left to the next time. */
  async #forget(): Promise<void> {
    for (let round = 0; round < MAX_ROUNDS; round += 1) {
      if ((await this.#store.forgetKeys(AT_ONCE)) < AT_ONCE) return;
    }
  }
}
