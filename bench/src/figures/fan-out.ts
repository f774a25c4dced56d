import { readFileSync } from 'node:fs';
import { createBook, headersOf, importLines, projected } from '../api.ts';
import type { Bench } from '../bench-system.ts';
import { ndjson } from '../books/book.ts';
import { dealAnnounced, partyRegistered, performed } from '../books/wording.ts';
import { Connection } from '../connection.ts';
import { EventStream } from '../event-stream.ts';
import { type Group, oursAtMost } from '../figure.ts';
import { paced, until } from '../paced.ts';
import { quantile } from '../rounds.ts';

/** What: a thousand who watch one book in which 50 events a second are recorded, and the memory that this takes. */
const CLIENTS = 1_000;
const QUICK_CLIENTS = 50;
const PER_SECOND = 50;
const CONNECTIONS = 8;
const BOOK = 'fan-out';
const LATEST_MS = 30_000;
/** Streams are opened so many at a time: a thousand at once is another figure. */
const OPENED_AT_ONCE = 50;

export const fanOut: Group = {
  name: 'fan-out',
  figures: [
    { figure: '1,000 watchers, 50 events/s: lost', unit: 'events', ours: 'ours.lost', goal: oursAtMost(0) },
    { figure: '1,000 watchers, sent → on the stream, p99', unit: 'ms', ours: 'ours.p99', goal: oursAtMost(500) },
    { figure: 'memory of the command service', unit: 'MB', ours: 'ours.command', goal: oursAtMost(300) },
    { figure: 'memory of the projection service', unit: 'MB', ours: 'ours.projection', goal: oursAtMost(300) },
  ],
  async prepare(bench) {
    await createBook(bench, BOOK);
    const deals = Array.from({ length: CONNECTIONS }, (_, n) => dealAnnounced(`deal-${n}`, n));
    const opening = ndjson([partyRegistered('buyer'), partyRegistered('seller'), ...deals]);
    await projected(bench, BOOK, await importLines(bench, BOOK, opening));
    const connections = Array.from({ length: CONNECTIONS }, () => new Connection(bench.commandUrl));
    const seen: [position: number, at: number][] = [];
    const streams = await openStreams(bench, (position) => void seen.push([position, performance.now()]));

    const ours = async () => {
      seen.length = 0;
      const sentAt = new Map<number, number>();
      const turns = connections.map(() => Promise.resolve());
      const count = await paced(PER_SECOND, bench.seconds * 2, (n) => {
        const one = n % CONNECTIONS;
        const sent = performance.now();
        const turn = (turns[one] as Promise<void>).then(async () => {
          const body = JSON.stringify(performed(`deal-${one}`, '1'));
          const connection = connections[one] as Connection;
          const answer = await connection.send('POST', `/api/books/${BOOK}/events`, headersOf(bench), body);
          if (answer.status !== 201) throw new Error(`${answer.status} ${answer.body}`);
          sentAt.set(JSON.parse(answer.body).position, sent);
        });
        turns[one] = turn;
        return turn;
      });
      const expected = count * streams.length;
      await until(() => seen.length >= expected, LATEST_MS);
      const latencies = seen.flatMap(([position, at]) => at - (sentAt.get(position) ?? at));
      return { lost: expected - seen.length, p99: quantile(latencies, 0.99), ...memory(bench) };
    };
    return {
      sides: { ours },
      async end() {
        for (const open of [...streams, ...connections]) open.close();
      },
    };
  },
};

async function openStreams(bench: Bench, onEvent: (position: number) => void): Promise<readonly EventStream[]> {
  const streams: EventStream[] = [];
  for (const clients = bench.quick ? QUICK_CLIENTS : CLIENTS; streams.length < clients; ) {
    const next = Array.from({ length: OPENED_AT_ONCE }, () => new EventStream(bench, BOOK, onEvent));
    streams.push(...next);
    await Promise.all(next.map(({ opened }) => opened));
  }
  return streams;
}

/** What each service holds in memory now; 0 where the system does not say. */
function memory({ pids }: Bench) {
  return { command: residentMb(pids.command), projection: residentMb(pids.projection) };
}

function residentMb(pid: number): number {
  try {
    const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return Number(kilobytes ?? 0) / 1024;
  } catch {
    return 0;
  }
}
