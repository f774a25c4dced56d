import type { Socket } from 'node:net';
import { connect } from 'node:net';
import type { Kafka, logCreator } from 'kafkajs';
import { kafkajs } from './kafkajs-repairs.ts';
import type { Log } from './log.ts';
import { silent } from './log.ts';

export interface KafkaConnection {
  /** `host:port` of some of the brokers. */
  readonly brokers: readonly string[];
  readonly topic?: string;
  readonly log?: Log;
  /** How long one request may take; REQUEST_TIMEOUT_MS where it is not given. */
  readonly requestTimeoutMs?: number;
}

/** A kafkajs client with a hand on its connections. */
export interface KafkaClient {
  readonly kafka: Kafka;
  /** Ends the connections it has: what waits for an answer fails, and may connect again. */
  cut(): void;
  /** Gives the client up: whatever it is waiting for, it does no more. */
  abandon(): void;
}

export const TOPIC = 'offtake.events';
export const REQUEST_TIMEOUT_MS = 10_000;
export const RETRY = { initialRetryTime: 100, maxRetryTime: 1000 };
const CONNECT_TIMEOUT_MS = 3000;
const KEEP_ALIVE_MS = 10_000;

/**
 * @param retries how often kafkajs may repeat a request, or reach for a broker, before it gives up: from 100 ms apart at
 *   first to 1 s apart
 */
export function openClient(connection: KafkaConnection, retries: number): KafkaClient {
  const { requestTimeoutMs: requestTimeout = REQUEST_TIMEOUT_MS } = connection;
  const sockets = new Set<Socket>();
  let abandoned = false;
  const kafka = new kafkajs.Kafka({
    clientId: 'offtake',
    // kafkajs asks for the brokers each time it reaches for one. Without an answer it stays quiet for ever, where it
    // would otherwise knock until its retries are used up.
    brokers: () => (abandoned ? new Promise<never>(() => {}) : [...connection.brokers]),
    requestTimeout,
    connectionTimeout: Math.min(CONNECT_TIMEOUT_MS, requestTimeout),
    retry: { ...RETRY, retries },
    logLevel: kafkajs.logLevel.INFO,
    logCreator: forwardTo((...said) => abandoned || (connection.log ?? silent)(...said)),
    socketFactory: ({ host, port, onConnect }) => {
      const socket = connect({ host, port, noDelay: true, keepAlive: true, keepAliveInitialDelay: KEEP_ALIVE_MS });
      sockets.add(socket);
      socket.on('connect', onConnect);
      socket.on('close', () => sockets.delete(socket));
      if (abandoned) socket.destroy(new Error('given up'));
      return socket;
    },
  });
  // With an error: kafkajs does not notice a socket that is closed without one.
  const cut = (): void => sockets.forEach((socket) => void socket.destroy(new Error('given up')));
  return {
    kafka,
    cut,
    abandon: () => {
      abandoned = true;
      cut();
    },
  };
}

/** What kafkajs calls an error is often one of many tries; what matters is said by the adapter itself. */
function forwardTo(log: Log): logCreator {
  return () =>
    ({ namespace, log: { message, ...detail } }) =>
      log('debug', `kafkajs ${namespace}: ${message}`, detail);
}
