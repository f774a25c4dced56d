import { Logger } from '@nestjs/common';
import { openKafkaSubscriber } from '@offtake/event-transport/kafka-subscriber';
import { openPostgresSubscriber } from '@offtake/event-transport/postgres-subscriber';
import type { PartitionPlace, Subscriber } from '@offtake/event-transport/transport';
import type { Config } from '../config.ts';
import { schemaOf } from '../schema/active-generation.ts';
import { Consumer } from './consumer.ts';
import { Projector } from './projector.ts';
import type { Checkpoint } from './rules.ts';

export interface TopicReaderOptions {
  readonly config: Config;
  readonly generation: number;
  readonly onProjected: (checkpoint: Checkpoint) => void;
  readonly onMalformed: () => void;
}

/** Fills one generation from the log, as a consumer group of its own. */
export interface TopicReader {
  readonly generation: number;
  /** Of the log: whether it could be reached at the last attempt, and since when that has been so. */
  health(): { readonly connected: boolean; readonly since: Date };
  /** @throws {Unreachable} where the log cannot be asked */
  places(): Promise<readonly PartitionPlace[]>;
  resume(book: string): Promise<void>;
  close(): Promise<void>;
}

export async function openTopicReader(options: TopicReaderOptions): Promise<TopicReader> {
  const { config, generation, onProjected } = options;
  const logger = new Logger('TopicReader');
  const projector = new Projector(config.databaseUrl, schemaOf(generation));
  const consumer = new Consumer({
    projector,
    onProjected: (checkpoint) => {
      const { book, position, halted } = checkpoint;
      if (halted)
        logger.error({ book, position, generation, ...halted }, `The book ${book} is halted: ${halted.reason}`);
      onProjected(checkpoint);
    },
    onMalformed: (reason, { partition, offset }) => {
      logger.warn({ partition, offset: String(offset), generation }, `A message is no event: ${reason}`);
      options.onMalformed();
    },
  });
  const subscriber = openSubscriber(config, `offtake-projection-${generation}`, logger);
  const subscription = await subscriber.subscribe(consumer);
  consumer.readFrom(subscription);
  return {
    generation,
    health: () => subscription.health(),
    places: () => subscriber.places(),
    resume: (book) => consumer.resume(book),
    async close() {
      await subscriber.close();
      await projector.close();
    },
  };
}

function openSubscriber({ log, databaseUrl }: Config, groupId: string, logger: Logger): Subscriber {
  const say = (level: 'debug' | 'info' | 'warn', message: string, detail: object = {}): void => {
    logger[level === 'info' ? 'log' : level](detail, message);
  };
  if (log.kind === 'postgres') return openPostgresSubscriber({ url: databaseUrl, log: say });
  return openKafkaSubscriber({ brokers: log.brokers, groupId, log: say });
}
