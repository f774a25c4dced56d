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
  /** Appends and delivers, going back where the consumer asks for it. */
  deliver(...added: readonly Delivered[]): Promise<void>;
  /** The same log after a restart: from the progress that was kept. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

export function openLog(database: Database, schema = 'exposure_1'): Log {
  const written: Delivered[] = [];
  const malformed: string[] = [];
  const projected: Checkpoint[] = [];
  const seeks: Progress[] = [];
  const projector = new Projector(database.url, schema);
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
  const read = async (): Promise<void> => {
    for (;;) {
      const messages = written.filter(({ offset }) => offset >= next);
      if (messages.length === 0) return;
      next = (messages.at(-1)?.offset ?? 0n) + 1n;
      await consumer.handle({ partition: 0, messages, atEnd: true });
    }
  };
  return {
    projector,
    consumer,
    malformed,
    projected,
    seeks,
    async deliver(...added) {
      for (const message of added) written.push({ ...message, offset: BigInt(written.length) });
      await read();
    },
    async restart() {
      const offsets = (await consumer.progress(0)).map(({ offset }) => offset);
      next = offsets.reduce((least, offset) => (offset < least ? offset : least), offsets[0] ?? -1n) + 1n;
      await read();
    },
    close: () => projector.close(),
  };
}
