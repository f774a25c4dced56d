import type { Mutant } from './mutant.ts';

const workspace = 'apps/projection-service';
const rules = 'apps/projection-service/src/ingest/rules.ts';

/** Between the ledger and the read models. */
export const LOG_SAFEGUARDS: readonly Mutant[] = [
  {
    safeguard: 'the one batch in flight to Kafka',
    file: 'packages/event-transport/src/kafka-publisher.ts',
    find: 'const delivered = queue.then(() => deliver(partition, messages))',
    instead: 'const delivered = deliver(partition, messages)',
    workspace: 'packages/event-transport',
    tests: ['test/kafka-acknowledgements.int.test.ts'],
  },
  {
    safeguard: 'the topic that must be the one of before',
    file: 'packages/event-transport/src/kafka-publisher.ts',
    find: 'if (offset <= last) {',
    instead: 'if (offset < 0n) {',
    workspace: 'packages/event-transport',
    tests: ['test/kafka-publisher.int.test.ts'],
  },
  {
    safeguard: 'the right to relay, which one process has at a time',
    file: 'apps/command-service/src/relay/leadership.ts',
    find: 'if (rows[0]?.held !== true) {',
    instead: 'if (rows.length === 0) {',
    workspace: 'apps/command-service',
    tests: ['test/leadership.int.test.ts'],
  },
  {
    safeguard: 'the locked checkpoint',
    file: 'apps/projection-service/src/ingest/checkpoints.ts',
    find: 'where book = any ($1) order by book for update`',
    instead: 'where book = any ($1) order by book`',
    workspace,
    tests: ['test/ingest/rules.int.test.ts'],
  },
  {
    safeguard: 'the one transaction of rows and checkpoint',
    file: 'apps/projection-service/src/ingest/projector.ts',
    find: `await client.query('begin');`,
    instead: '',
    workspace,
    tests: ['test/ingest/rules.int.test.ts'],
  },
  {
    safeguard: 'the hash check in consume: an event is what its hash says',
    file: rules,
    find: `if (!fits()) return 'altered';`,
    instead: '',
    workspace,
    tests: ['test/ingest/rules.int.test.ts'],
  },
  {
    safeguard: 'the hash check in consume: an event continues the chain',
    file: rules,
    find: `return event.prevHash === checkpoint.hash ? 'apply'`,
    instead: `return event.position > 0 ? 'apply'`,
    workspace,
    tests: ['test/ingest/rules.int.test.ts'],
  },
  {
    safeguard: 'the hash check in consume: an applied position keeps its event',
    file: rules,
    find: `return applied(event.position) === event.hash || !fits() ? 'skip'`,
    instead: `return event.position > 0 ? 'skip'`,
    workspace,
    tests: ['test/ingest/rules.int.test.ts'],
  },
  {
    safeguard: 'the gap that is not stepped over',
    file: rules,
    find: `if (event.position > checkpoint.position + 1) return 'pass over';`,
    instead: '',
    workspace,
    tests: ['test/ingest/rules.int.test.ts'],
  },
  {
    safeguard: 'the halt of a book, which lasts until it is resumed',
    file: rules,
    find: `if (checkpoint.halted) return 'ignore';`,
    instead: '',
    workspace,
    tests: ['test/ingest/rules.int.test.ts'],
  },
  {
    safeguard: 'the comparison before a rebuild takes the place of the live one',
    file: 'apps/projection-service/src/ingest/generation-swap.ts',
    find: 'where l.position > 0 and e.hash is distinct from l.hash',
    instead: 'where false',
    workspace,
    tests: ['test/ingest/rebuild.int.test.ts'],
  },
];
