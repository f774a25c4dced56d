import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import type { EventStore } from '@offtake/event-store/store';
import { REQUEST_TIMEOUT_MS } from '@offtake/event-transport/kafka-client';
import { openKafkaPublisher } from '@offtake/event-transport/kafka-publisher';
import { ensureTopic } from '@offtake/event-transport/kafka-topic';
import type { Log } from '@offtake/event-transport/log';
import { Counter, Gauge } from 'prom-client';
import type { Settings } from '../settings.ts';
import { Relay } from './relay.ts';

const NOTHING: ReadonlyMap<string, string> = new Map();

const published = new Counter({ name: 'offtake_relay_published_total', help: 'Events published to Kafka' });
const behind = new Gauge({ name: 'offtake_relay_behind_events', help: 'Recorded, not yet published, by the relay' });
const leading = new Gauge({ name: 'offtake_relay_leading', help: '1 in the process that relays' });
const aside = new Gauge({ name: 'offtake_relay_set_aside_books', help: 'Books that are not published any further' });

/** The relay of this process, where events go to Kafka. */
@Injectable()
export class RelayService implements OnApplicationShutdown {
  readonly #relay: Relay | null;

  constructor(store: EventStore, { databaseUrl, kafkaBrokers: brokers, kafkaRequestTimeoutMs }: Settings) {
    const requestTimeoutMs = kafkaRequestTimeoutMs ?? REQUEST_TIMEOUT_MS;
    this.#relay =
      brokers.length === 0
        ? null
        : new Relay({
            store,
            databaseUrl,
            publisher: openKafkaPublisher({ brokers, log, requestTimeoutMs }),
            ensureTopic: () => ensureTopic({ brokers, log, requestTimeoutMs }),
            log,
            onPublished: (events) => published.inc(events),
            onState: (relay) => {
              leading.set(relay.leading ? 1 : 0);
              behind.set(relay.behind);
              aside.set(relay.setAside.size);
            },
          });
  }

  wake(): void {
    this.#relay?.wake();
  }

  /** Books that are not published any further, and why. */
  get setAside(): ReadonlyMap<string, string> {
    return this.#relay?.setAside ?? NOTHING;
  }

  /** What keeps events from the broker, in a sentence; null where nothing does, or another process relays. */
  warning(): string | null {
    const trouble = this.#relay?.trouble;
    if (!trouble) return null;
    return `nothing is published since ${trouble.since.toISOString()}: ${trouble.reason}`;
  }

  async onApplicationShutdown(): Promise<void> {
    await this.#relay?.close();
  }
}

const logger = new Logger('relay');
const LEVELS = { debug: 'debug', info: 'log', warn: 'warn' } as const;
const log: Log = (level, message, detail) => logger[LEVELS[level]](message, ...(detail === undefined ? [] : [detail]));
