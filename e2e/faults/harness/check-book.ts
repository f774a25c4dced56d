import { connect } from '@offtake/event-store/store';
import { compare, count, type Findings } from './findings.ts';
import type { Load } from './load.ts';
import { activeSchema, rowsOf } from './sql.ts';
import type { FaultySystem } from './system.ts';
import type { Watcher } from './watcher.ts';

interface Stored {
  readonly position: number;
  readonly event: string;
  readonly stream: string;
  readonly version: number;
  readonly hash: string;
  readonly key: string;
}

/**
 * Compares what clients were told with the ledger (each once, positions and versions without gaps, the hash chain), and
 * the ledger with the read models and with what clients have seen of them.
 */
export async function checkBook(
  system: Pick<FaultySystem, 'adminUrl'>,
  load: Load,
  watchers: readonly Watcher[],
  findings: Findings,
): Promise<void> {
  const { book } = load;
  const stored = await storedEvents(system.adminUrl, book);
  checkAcknowledged(load, stored, findings);
  checkNumbers(stored, findings);
  const store = connect(system.adminUrl, { connections: 1 });
  const verified = await store.verify(book).finally(() => store.close());
  if (!verified.intact) findings.words.push(`the chain breaks at ${verified.position}: ${verified.reason}`);
  const schema = await activeSchema(system.adminUrl);
  const projected = await rowsOf<Stored>(
    system.adminUrl,
    `select position::int, encode(hash, 'hex') as hash from ${schema}.event where book = $1 order by position`,
    [book],
  );
  compare(findings, 'the read model', projected, stored);
  for (const watcher of watchers) compare(findings, 'a client of the stream', watcher.seen, stored);
  findings.words.push(...load.problems);
}

function storedEvents(adminUrl: string, book: string): Promise<readonly Stored[]> {
  return rowsOf<Stored>(
    adminUrl,
    `select position::int, id as event, stream, version, encode(hash, 'hex') as hash,
       body::json -> 'evidence' -> 0 ->> 'title' as key
     from ledger.event where book = $1 order by position`,
    [book],
  );
}

/** Each event that a client was told of is there, as it was told, once; and nothing that nobody was told of. */
function checkAcknowledged(load: Load, stored: readonly Stored[], findings: Findings): void {
  const byKey = Map.groupBy(stored, ({ key }) => key);
  const keys = new Set<string>();
  for (const told of load.acknowledged) {
    keys.add(told.key);
    const [found] = byKey.get(told.key) ?? [];
    const same = found?.event === told.event && found.position === told.position && found.stream === told.stream;
    if (!same || found.version !== told.version) count(findings, 'lost', `${told.key} is not at ${told.position}`);
  }
  for (const [key, events] of byKey) {
    if (events.length > 1) {
      findings.doubled += events.length - 1;
      findings.words.push(`${key} is recorded ${events.length} times`);
    }
    if (!keys.has(key)) findings.words.push(`${key} is recorded, and its client was told that it is not`);
  }
}

function checkNumbers(stored: readonly Stored[], findings: Findings): void {
  stored.forEach(({ position }, i) => {
    if (position !== i + 1) count(findings, 'gaps', `the ledger has ${position} in place ${i + 1}`);
  });
  for (const [stream, events] of Map.groupBy(stored, (event) => event.stream)) {
    events.forEach(({ version }, i) => {
      if (version !== i + 1) count(findings, 'gaps', `${stream} has version ${version} in place ${i + 1}`);
    });
  }
}
