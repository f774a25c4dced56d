import { type Log, silent } from './log.ts';
import { PostgresTail } from './postgres-tail.ts';
import { openView, type View } from './postgres-view.ts';
import { SourceHealth } from './source-health.ts';
import { type Reader, type Subscriber, type Subscription, Unreachable } from './transport.ts';
import { pause } from './within.ts';

export interface PostgresSubscriberOptions {
  /** Connection of a role that may read the view `ledger.published`. */
  readonly url: string;
  readonly log?: Log;
}

/** Finds what was appended without an announcement. */
const POLL_MS = 1000;
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 1000;

/** Reads the ledger itself, every partition of it: for a machine without a broker. */
export function openPostgresSubscriber({ url, log = silent }: PostgresSubscriberOptions): Subscriber {
  const closing = new AbortController();
  const { signal } = closing;
  const health = new SourceHealth();
  let tail: PostgresTail | null = null;
  let view: View | null = null;
  let following: Promise<void> = Promise.resolve();

  async function follow(reader: Reader): Promise<void> {
    for (let pauseMs = FIRST_PAUSE_MS; !signal.aborted; pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS)) {
      try {
        const onAnswer = (): void => {
          health.reached();
          pauseMs = FIRST_PAUSE_MS;
        };
        tail = new PostgresTail({ reader, log, signal, pollMs: POLL_MS, onAnswer });
        view = await openView(url, tail);
        await tail.follow(view);
      } catch (error) {
        if (signal.aborted) return;
        health.lost();
        log('warn', `The ledger's tail is lost: ${(error as Error).message}`);
        await pause(pauseMs, signal);
      } finally {
        await view?.close();
        view = null;
      }
    }
  }

  async function close(): Promise<void> {
    closing.abort();
    await following;
  }

  const subscription: Subscription = {
    seek: (partition, progress) => tail?.seek(partition, progress),
    assigned: () => tail?.assigned ?? [],
    health: () => health.state,
    close,
  };

  async function lag(): Promise<ReadonlyMap<number, bigint>> {
    if (!tail) return new Map();
    try {
      if (!view) throw new Error('there is no connection');
      return tail.lag(await view.heads());
    } catch (error) {
      throw new Unreachable(`The ledger: ${(error as Error).message}`, { cause: error });
    }
  }

  return {
    async subscribe(reader) {
      if (tail) throw new Error('a subscriber serves one reader');
      following = follow(reader);
      return subscription;
    },
    lag,
    async places() {
      return [...(await lag())]
        .sort(([a], [b]) => a - b)
        .map(([partition, behind]) => {
          return { partition, next: null, end: null, lag: behind };
        });
    },
    close,
  };
}
