import type { Home } from './home.ts';
import { startKafka } from './kafka.ts';
import { KafkaUnavailable } from './kafka-jars.ts';
import type { LogFile } from './log-file.ts';
import { type Part, type Supervised, supervise } from './supervised.ts';

/** What carries the events from the ledger to the projection service. */
export interface EventLog {
  readonly kind: 'kafka' | 'postgres';
  /** As KAFKA_BROKERS wants it; empty for the PostgreSQL tail. */
  readonly brokers: string;
  /** The broker of this start, where it has one. */
  readonly part: Supervised | null;
}

export interface EventLogOptions {
  readonly home: Home;
  readonly port: number;
  /** Forces one; without it, Kafka where it can be had. */
  readonly wanted: 'kafka' | 'postgres' | null;
  /** Brokers that are there already. */
  readonly brokers: string;
  readonly log: LogFile;
  readonly say: (line: string) => void;
  readonly changed: () => void;
}

/** @throws {KafkaUnavailable} where Kafka is wanted by name and cannot be had */
export async function startEventLog(options: EventLogOptions): Promise<EventLog> {
  const { home, port, wanted, brokers, log, say, changed } = options;
  if (wanted === 'postgres') {
    say('No broker, as asked: the PostgreSQL tail carries the events.');
    return { kind: 'postgres', brokers: '', part: null };
  }
  if (brokers !== '') {
    say(`Kafka at ${brokers}, as KAFKA_BROKERS says.`);
    return { kind: 'kafka', brokers, part: null };
  }
  try {
    const began = Date.now();
    const start = () => startBroker(home, port, log);
    const part = await supervise('broker', start, say, changed);
    say(`Apache Kafka serves on port ${port} (${((Date.now() - began) / 1000).toFixed(1)} s).`);
    return { kind: 'kafka', brokers: `127.0.0.1:${port}`, part };
  } catch (error) {
    if (!(error instanceof KafkaUnavailable) || wanted === 'kafka') throw error;
    say(`No Apache Kafka: ${error.message} The PostgreSQL tail carries the events instead.`);
    return { kind: 'postgres', brokers: '', part: null };
  }
}

async function startBroker(home: Home, port: number, log: LogFile): Promise<Part> {
  const kafka = await startKafka({
    dataDirectory: home.path('kafka'),
    port,
    log: (line) => log.write(`${line}\n`),
  });
  return {
    pid: kafka.pid,
    stop: kafka.stop,
    onExit: (listener) =>
      kafka.onExit(({ code, signal, expected }) => expected || listener(signal ?? `exit code ${code}`)),
  };
}
