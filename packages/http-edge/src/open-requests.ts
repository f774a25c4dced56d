import type { ServerResponse } from 'node:http';
import { Logger, type OnApplicationShutdown } from '@nestjs/common';
import type { Access } from '@offtake/access/access';
import type { Principal } from '@offtake/access/principal';

/** How often it is asked whether those whose requests are still under way may still see and do what they do. */
const EVERY_MS = 5_000;

interface OpenRequest {
  readonly principal: Principal;
  readonly isAllowed: (principal: Principal) => boolean;
}

/** Requests under way: streams, exports and imports last, and end when their principal may not have them any more. */
export class OpenRequests implements OnApplicationShutdown {
  readonly #log = new Logger('access');
  readonly #access: Access;
  readonly #open = new Map<ServerResponse, OpenRequest>();
  readonly #timer: NodeJS.Timeout;
  #asking = false;

  constructor(access: Access, everyMs = EVERY_MS) {
    this.#access = access;
    this.#timer = setInterval(() => void this.#askAgain(), everyMs).unref();
  }

  add(answer: ServerResponse, principal: Principal, isAllowed: (principal: Principal) => boolean): void {
    this.#open.set(answer, { principal, isAllowed });
    answer.once('close', () => this.#open.delete(answer));
  }

  onApplicationShutdown(): void {
    clearInterval(this.#timer);
  }

  async #askAgain(): Promise<void> {
    if (this.#asking) return;
    this.#asking = true;
    const now = new Map<string, Principal | null>();
    try {
      for (const [answer, { principal, isAllowed }] of this.#open) {
        const { kind, id } = principal.credential;
        const credential = `${kind} ${id}`;
        if (!now.has(credential)) now.set(credential, await this.#access.again(principal));
        const present = now.get(credential);
        if (present && isAllowed(present)) continue;
        this.#log.log({ principal: principal.principal }, 'a request was ended: it is not allowed any more');
        answer.destroy();
      }
    } catch {
      // The database is away: nobody could have changed anything there either. The next time will tell.
    } finally {
      this.#asking = false;
    }
  }
}
