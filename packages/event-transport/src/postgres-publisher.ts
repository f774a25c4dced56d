import { DEFAULT_PARTITIONS, type Publisher } from './transport.ts';

/** Has nothing to publish: the ledger is the log, and its tail reads from it what is committed. */
export function openPostgresPublisher(): Publisher {
  return {
    publish: async () => {},
    target: async () => ({ cluster: 'postgres', topic: 'ledger.published', partitions: DEFAULT_PARTITIONS }),
    close: async () => {},
  };
}
