import { randomUUID } from 'node:crypto';
import { openKafkaSubscriber } from '@offtake/event-transport/kafka-subscriber';
import type { Delivered } from '@offtake/event-transport/transport';
import { compare, type Findings } from './findings.ts';
import { rowsOf } from './sql.ts';
import type { FaultySystem } from './system.ts';

const READ_WITHIN_MS = 60_000;
/** A rebuild reads on while books are still being read: the end is the end when so long nothing came. */
const QUIET_MS = 1_500;

interface Carried {
  readonly book: string;
  readonly position: number;
  readonly hash: string;
}

/** Reads the whole topic: every book's events in order, where those that come again after a failure are left out. */
export async function checkTopic(system: FaultySystem, findings: Findings): Promise<void> {
  const ledger = await rowsOf<Carried>(
    system.adminUrl,
    `select book, position::int, encode(hash, 'hex') as hash from ledger.event order by book, position`,
  );
  const carried = Map.groupBy(await readTopic(system, ledger.length), ({ book }) => book);
  for (const [book, stored] of Map.groupBy(ledger, (event) => event.book)) {
    if (system.spoiltInTopic.has(book)) continue;
    const first = new Map<number, Carried>();
    for (const event of carried.get(book) ?? []) if (!first.has(event.position)) first.set(event.position, event);
    compare(findings, `the topic for ${book}`, [...first.values()], stored);
  }
}

async function readTopic({ brokers }: FaultySystem, atLeast: number): Promise<readonly Carried[]> {
  const read: Carried[] = [];
  let lastAt = Date.now();
  const subscriber = openKafkaSubscriber({ brokers: [brokers], groupId: `check-${randomUUID()}` });
  await subscriber.subscribe({
    progress: async () => ({ books: [], mark: null }),
    handle: async ({ messages }) => {
      read.push(...messages.map(carriedIn));
      lastAt = Date.now();
    },
  });
  await new Promise<void>((resolve) => {
    const until = Date.now() + READ_WITHIN_MS;
    const look = setInterval(() => {
      const quiet = Date.now() - lastAt > QUIET_MS;
      if (!(quiet && read.length >= atLeast) && Date.now() < until) return;
      clearInterval(look);
      resolve();
    }, 50);
  });
  await subscriber.close();
  return read;
}

function carriedIn({ book, headers }: Delivered): Carried {
  return { book: book ?? '', position: Number(headers.ce_position), hash: headers.ce_hash ?? '' };
}
