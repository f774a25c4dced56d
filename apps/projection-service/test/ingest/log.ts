import { placeOf } from '@offtake/event-transport/kafka-places';
import type { Delivered, Progress } from '@offtake/event-transport/transport';
import { Consumer } from '../../src/ingest/consumer.ts';
import { Projector } from '../../src/ingest/projector.ts';
import type { Checkpoint } from '../../src/ingest/rules.ts';
import type { Database } from './read-models.ts';

/** One partition that a test writes by hand, and the consumer that reads it, as the real adapters deliver. */
export interface Log {
  readonly projector: Projector;
  readonly consumer: Consumer;
  readonly malformed: string[];
  readonly projected: Checkpoint[];
  readonly seeks: Progress[];
  /** Offsets of what was handled, in the order of handling. */
  readonly handled: number[];
  /** All that stands in the partition. */
  readonly written: Delivered[];
  /** Appends, and leaves it to be read later. */
  write(...added: readonly Delivered[]): void;
  /** Appends and delivers, going back where the consumer asks for it. */
  deliver(...added: readonly Delivered[]): Promise<void>;
  /** Appends and delivers as one batch after which more is to come. */
  deliverSome(...added: readonly Delivered[]): Promise<void>;
  /** The same log after a restart: from the progress that was kept. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

export interface LogOptions {
  readonly schema?: string;
  /** Null: offsets are those of the books. */
  readonly name?: string | null;
  /** What another consumer has read before. */
  readonly written?: readonly Delivered[];
  /** That are kept in memory between two batches. */
  readonly mostEvents?: number;
}

export function openLog(
  database: Database,
  { schema = 'exposure_1', name = 'topic/1', written: before = [], mostEvents }: LogOptions = {},
): Log {
  const written = [...before];
  const handled: number[] = [];
  const malformed: string[] = [];
  const projected: Checkpoint[] = [];
  const seeks: Progress[] = [];
  const projector = new Projector(database.url, schema, undefined, mostEvents);
  const consumer = new Consumer({
    projector,
    onProjected: (checkpoint) => projected.push(checkpoint),
    onMalformed: (reason) => malformed.push(reason),
  });
  let next = 0n;
  const seek = (_partition: number, progress: Progress): void => {
    seeks.push(progress);
    next = progress.offset + 1n;
  };
  consumer.readFrom({ seek, assigned: () => [0] });
  const write = (...added: readonly Delivered[]): void => {
    for (const message of added) written.push({ ...message, offset: BigInt(written.length) });
  };
  let begun = false;
  const readOnce = async (atEnd: boolean): Promise<boolean> => {
    if (!begun) await consumer.progress(0);
    begun = true;
    const messages = written.filter(({ offset }) => offset >= next);
    if (messages.length === 0) return false;
    next = BigInt(written.length);
    handled.push(...messages.map(({ offset }) => Number(offset)));
    await consumer.handle({ partition: 0, log: name, messages, atEnd });
    return true;
  };
  const read = async (): Promise<void> => {
    while (await readOnce(true));
  };
  return {
    projector,
    consumer,
    malformed,
    projected,
    seeks,
    handled,
    written,
    write,
    async deliver(...added) {
      write(...added);
      await read();
    },
    async deliverSome(...added) {
      write(...added);
      await readOnce(false);
    },
    async restart() {
      const bounds = { low: 0n, high: BigInt(written.length) };
      ({ next } = placeOf(await consumer.progress(0), name ?? '', bounds));
      await read();
    },
    close: () => projector.close(),
  };
}
