import { setTimeout as sleep } from 'node:timers/promises';
import { listenForAppends } from '@offtake/event-store/announcement';
import type { RelayCursor, RelayTarget } from '@offtake/event-store/relay';
import type { EventStore } from '@offtake/event-store/store';
import type { Log } from '@offtake/event-transport/log';
import type { Publisher } from '@offtake/event-transport/transport';
import { jittered } from '@offtake/event-transport/within';
import { type Leadership, seekLeadership } from './leadership.ts';
import { nextBatch, publish, type Reached } from './outbound.ts';

export interface RelayOptions {
  readonly store: EventStore;
  readonly databaseUrl: string;
  readonly publisher: Publisher;
  /** Makes the topic where it is missing. */
  readonly ensureTopic: () => Promise<void>;
  readonly log: Log;
  readonly onPublished: (events: number) => void;
  /** Called whenever what it says of itself may have changed. */
  readonly onState: (relay: Pick<Relay, 'leading' | 'behind' | 'setAside'>) => void;
}

/** Between two looks at what there is, where nobody says that there is something. */
const POLL_MS = 1_000;
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;
/** For what is committed and not yet published when this process is told to stop. Another one would publish it too. */
const DRAIN_WITHIN_MS = 2_000;

export interface RelayTrouble {
  readonly since: Date;
  readonly reason: string;
}

/**
 * Publishes what is recorded, book by book in order, from a cursor in the ledger. Many processes may run one; one at a
 * time publishes. An event may come twice after a failure, none is left out.
 */
export class Relay {
  readonly #options: RelayOptions;
  readonly #closing = new AbortController();
  readonly #listener: { close(): Promise<void> };
  readonly #running: Promise<void>;
  readonly #setAside = new Map<string, string>();
  #woken = true;
  #wake: (() => void) | null = null;
  #onEmpty: (() => void) | null = null;
  #behind = 0;
  #leading = false;
  #trouble: RelayTrouble | null = null;

  constructor(options: RelayOptions) {
    this.#options = options;
    this.#listener = listenForAppends(options.databaseUrl, () => this.wake());
    this.#running = this.#run();
  }

  /** Says that there is something to publish. */
  wake(): void {
    this.#woken = true;
    this.#wake?.();
  }

  /** Whether this is the process that relays. */
  get leading(): boolean {
    return this.#leading;
  }

  /** Books that are not published any further, and why; as far as this process relays. */
  get setAside(): ReadonlyMap<string, string> {
    return this.#setAside;
  }

  /** Events that were recorded and not published when this process, relaying, looked last. */
  get behind(): number {
    return this.#behind;
  }

  /** Why nothing can be published at the moment, as far as this process relays; null where it can. */
  get trouble(): RelayTrouble | null {
    return this.#trouble;
  }

  /** Resolves when what was committed is published, as far as it can be, and nothing is under way any more. */
  async close(): Promise<void> {
    if (this.#leading && this.#trouble === null) await this.#drain();
    this.#closing.abort();
    this.wake();
    await Promise.all([this.#listener.close(), this.#options.publisher.close()]);
    await this.#running;
  }

  async #run(): Promise<void> {
    while (!this.#closing.signal.aborted) {
      const leadership = await seekLeadership(this.#options.databaseUrl);
      if (leadership === null) {
        await this.#pause(POLL_MS);
        continue;
      }
      const over = AbortSignal.any([leadership.lost, this.#closing.signal]);
      over.addEventListener('abort', () => this.wake());
      try {
        await this.#lead(over);
      } finally {
        await this.#resign(leadership);
      }
    }
  }

  /** Publishes until the right to it is lost, taking up again after every failure. */
  async #lead(over: AbortSignal): Promise<void> {
    const { log } = this.#options;
    log('info', 'This process relays events to Kafka.');
    this.#leading = true;
    this.#options.onState(this);
    for (let pauseMs = FIRST_PAUSE_MS; !over.aborted; pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS)) {
      try {
        await this.#relay(over, () => {
          pauseMs = FIRST_PAUSE_MS;
          this.#trouble = null;
        });
        return;
      } catch (error) {
        if (over.aborted) return;
        const reason = (error as Error).message;
        this.#trouble = { since: this.#trouble?.since ?? new Date(), reason };
        log('warn', `The relay waits up to ${pauseMs} ms: ${reason}`);
        await this.#pause(pauseMs);
      }
    }
  }

  async #relay(over: AbortSignal, onProgress: () => void): Promise<void> {
    const { store, publisher, ensureTopic } = this.#options;
    const epoch = await store.beginRelayEpoch();
    await ensureTopic();
    const { cluster, topic } = await publisher.target();
    // What was set aside is tried again by each new relay: the reason may be gone.
    for (let tryAll = true; !over.aborted; tryAll = false) {
      this.#woken = false;
      const more = await this.#round(epoch, { cluster, topic }, tryAll);
      if (more === null) return;
      onProgress();
      if (!more && !this.#woken) this.#onEmpty?.();
      if (!more) await this.#idle();
    }
  }

  async #drain(): Promise<void> {
    const enough = new AbortController();
    const emptied = new Promise<void>((resolve) => {
      this.#onEmpty = resolve;
    });
    this.wake();
    await Promise.race([emptied, sleep(DRAIN_WITHIN_MS, undefined, { signal: enough.signal }).catch(() => {})]);
    enough.abort();
  }

  /** One batch for each partition that has something; whether there was any. Null: another relay has begun. */
  async #round(epoch: number, target: RelayTarget, tryAll: boolean): Promise<boolean | null> {
    const { store, publisher, onPublished } = this.#options;
    const cursors = await store.relayCursors(target);
    const pending = cursors.filter((book) => book.head > book.position && (tryAll || book.setAside === null));
    this.#behind = pending.reduce((sum, { head, position }) => sum + head - position, 0);
    if (!tryAll) this.#note(cursors);
    this.#options.onState(this);
    for (const [partition, books] of Map.groupBy(pending, (book) => book.partition)) {
      const reached: Reached = new Map();
      const events = await nextBatch(store, books);
      const failure = await publish(publisher, partition, events, reached).then(
        () => null,
        (error: unknown) => error,
      );
      const moved = [...reached].map(([book, cursor]) => ({ book, ...cursor }));
      if (moved.length > 0 && !(await store.moveRelayCursors(epoch, target, moved))) return null;
      if (failure !== null) throw failure;
      onPublished(events.length);
    }
    return pending.length > 0;
  }

  #note(cursors: readonly RelayCursor[]): void {
    const before = new Set(this.#setAside.keys());
    this.#setAside.clear();
    for (const { book, setAside } of cursors) {
      if (setAside === null) continue;
      this.#setAside.set(book, setAside);
      if (!before.has(book)) this.#options.log('warn', `The book ${book} is set aside: ${setAside}`, { book });
    }
  }

  async #idle(): Promise<void> {
    if (this.#woken) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, POLL_MS);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#wake = null;
  }

  async #pause(ms: number): Promise<void> {
    // With jitter: those that have lost the same database or broker do not come back to it all at once.
    await sleep(jittered(ms), undefined, { signal: this.#closing.signal }).catch(() => {});
  }

  async #resign(leadership: Leadership): Promise<void> {
    this.#leading = false;
    this.#trouble = null;
    this.#behind = 0;
    this.#setAside.clear();
    this.#options.onState(this);
    await leadership.release();
  }
}
