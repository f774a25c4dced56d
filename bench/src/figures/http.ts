import { createBook, headersOf, importLines, projected } from '../api.ts';
import { ndjson } from '../books/book.ts';
import { dealAnnounced, partyRegistered, performed } from '../books/wording.ts';
import { Connection } from '../connection.ts';
import { openEmmett } from '../emmett.ts';
import { atLeast, type Group, oursAtMost, type Sample } from '../figure.ts';
import { atOnce } from '../writers.ts';

/** What: commands over HTTP, validated, decided, durable, with relay, Kafka and projection running. */
const CONNECTIONS = 64;
const BOOK = 'http';

export const http: Group = {
  name: 'http',
  figures: [
    {
      figure: 'commands over HTTP, 64 connections',
      unit: 'events/s',
      ours: 'ours.rate',
      peer: { name: 'Emmett’s bare append', is: 'emmett.rate' },
      goal: atLeast(1.5),
    },
    { figure: 'commands over HTTP, p99', unit: 'ms', ours: 'ours.p99', goal: oursAtMost(50) },
    {
      figure: 'commands over HTTP, read models behind at the end',
      unit: 's',
      ours: 'ours.behind',
      goal: oursAtMost(1),
    },
    {
      figure: 'commands over HTTP, of what the service answers at all',
      unit: 'events/s',
      ours: 'ours.rate',
      peer: { name: 'its route that does nothing', is: 'nothing.rate' },
    },
  ],
  async prepare(bench) {
    await createBook(bench, BOOK);
    const deals = Array.from({ length: CONNECTIONS }, (_, n) => dealAnnounced(`deal-${n}`, n));
    await importLines(bench, BOOK, ndjson([partyRegistered('buyer'), partyRegistered('seller'), ...deals]));
    const emmett = await openEmmett(bench, 'bench_emmett_http');
    const connections = Array.from({ length: CONNECTIONS }, () => new Connection(bench.commandUrl));
    const bodies = connections.map((_, n) => JSON.stringify(performed(`deal-${n}`, '1')));
    let sent = 0;
    let position = 0;
    const command = async (n: number) => {
      const headers = headersOf(bench, `payment-${sent++}`);
      const { status, body } = await of(connections, n).send('POST', `/api/books/${BOOK}/events`, headers, bodies[n]);
      if (status !== 201) throw new Error(`${status} ${body}`);
      position = Math.max(position, JSON.parse(body).position);
    };
    const ours = async (): Promise<Sample> => {
      const { rate, p99 } = await atOnce(CONNECTIONS, bench.seconds, command);
      const ended = performance.now();
      await projected(bench, BOOK, position);
      return { rate, p99, behind: (performance.now() - ended) / 1_000 };
    };
    const nothing = (n: number) => of(connections, n).send('GET', '/healthz', {});
    return {
      sides: {
        ours,
        emmett: async () => ({ ...(await atOnce(CONNECTIONS, bench.seconds, emmett.append)) }),
        nothing: async () => ({ ...(await atOnce(CONNECTIONS, bench.seconds, nothing)) }),
      },
      async end() {
        for (const connection of connections) connection.close();
        await emmett.close();
      },
    };
  },
};

function of(connections: readonly Connection[], n: number): Connection {
  return connections[n] as Connection;
}
