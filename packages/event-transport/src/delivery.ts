import type { Log } from './log.ts';
import type { DeliveredBatch, Reader } from './transport.ts';
import { pause } from './within.ts';

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 1000;
const MAX_CHUNK = 1000;
const FIRST_CHUNK = 250;
/** A consumer must show between two chunks that it lives. */
const LONG_CHUNK_MS = 1000;
const SHORT_CHUNK_MS = 250;

export interface DeliveryOptions {
  readonly log: Log;
  readonly signal: AbortSignal;
  /** Whether the partition still stands where this batch came from. */
  wanted(): boolean;
  /** Called between two tries; what it throws ends the delivery. */
  between(): Promise<void>;
}

/** Hands the same batch to the reader until it is handled. False where it was not, because it is not wanted any more. */
export async function deliver(reader: Reader, batch: DeliveredBatch, options: DeliveryOptions): Promise<boolean> {
  const { log, signal, wanted, between } = options;
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS)) {
    if (signal.aborted || !wanted()) return false;
    try {
      await reader.handle(batch);
      return true;
    } catch (error) {
      const { partition, messages } = batch;
      const at = { partition, offset: messages[0]?.offset.toString(), messages: messages.length, pauseMs };
      log('warn', `A batch was not handled and is delivered again: ${(error as Error).message}`, at);
    }
    await pause(pauseMs, signal);
    await between();
  }
}

/** How many messages to deliver at a time, so that handling them takes about as long as it may. */
export class ChunkSize {
  #size = FIRST_CHUNK;

  get size(): number {
    return this.#size;
  }

  /** Learns from a full chunk. */
  took(ms: number): void {
    if (ms > LONG_CHUNK_MS) this.#size = Math.max(1, this.#size >> 1);
    else if (ms < SHORT_CHUNK_MS) this.#size = Math.min(MAX_CHUNK, this.#size * 2);
  }
}
