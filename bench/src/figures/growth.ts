import { Random } from '../../../e2e/faults/harness/random.ts';
import { createBook, headersOf, importLines, projected } from '../api.ts';
import type { Bench } from '../bench-system.ts';
import { bookOf, ndjson } from '../books/book.ts';
import { day } from '../books/wording.ts';
import { Connection } from '../connection.ts';
import { type Figure, type Group, oursAtMost, type Sample } from '../figure.ts';
import { quantile } from '../rounds.ts';

/** What: what a user waits for, in the same book grown larger. */
const PARTIES = 200;
const DAYS = 9_000;
/** Events of a file: one of a million would fill the memory of whoever makes it. */
const IN_ONE_FILE = 50_000;

/** Of one kind of read in one round, however long they take. */
const FEWEST = 20;

/** Paths of the API below the book, at coordinates drawn at random. */
const READS: Readonly<Record<string, (random: Random, events: number) => string>> = {
  'exposure of each debtor, as of a random position and date': (random, events) =>
    `exposures?groupBy=obligor,account&${randomPlace(random, events)}`,
  'matrix of the payments in USD, as of a random position and date': (random, events) =>
    `exposures?groupBy=obligor,obligee,account&kind=payment&unit=USD&${randomPlace(random, events)}`,
  'every pair, kind and unit in one answer, as of a random position and date': (random, events) =>
    `exposures?groupBy=obligor,obligee,account&${randomPlace(random, events)}`,
  'every pair, kind and unit in one answer, now': () => 'exposures?groupBy=obligor,obligee,account',
  'one party’s exposure': (random) => `exposures?groupBy=deal,account&party=party-${random.between(1, PARTIES)}`,
  concentration: (random) =>
    `concentration?party=party-${random.between(1, PARTIES)}&side=obligor&kind=payment&unit=USD`,
  'one party’s deals': (random) => `deals?party=party-${random.between(1, PARTIES)}`,
  'a deal’s history': (random, events) => `deals/deal-${random.between(1, Math.ceil(events / 60))}/history`,
  'a page of events': (random, events) => `events?after=${random.between(0, events - 1)}&limit=50`,
};
/** What one table of a screen shows: a book of 200 parties has more pairs than anybody looks at in one answer. */
const WITH_GOAL: ReadonlySet<string> = new Set(Object.keys(READS).slice(0, 2));
const GOAL = oursAtMost(50);

function randomPlace(random: Random, events: number): string {
  return `knownAt=${random.between(1, events)}&validAt=${day(random.between(1, DAYS))}`;
}

export const growth: Group = {
  name: 'growth',
  // Filling the books takes most of its time, and asking the large one takes long.
  rounds: 3,
  figures: ({ books }) => {
    const [smallest = 0, ...larger] = books;
    return Object.keys(READS).flatMap((name): Figure[] => {
      const sizes = WITH_GOAL.has(name) ? books : larger;
      return sizes.map((events) => ({
        figure: `${name}, ${events.toLocaleString('en-GB')} events, p99`,
        unit: 'ms',
        ours: `${events}.${name}`,
        ...(events === smallest ? {} : { peer: peerOf(smallest, name) }),
        ...(WITH_GOAL.has(name) ? { goal: GOAL } : {}),
      }));
    });
  },
  async prepare(bench) {
    for (const events of bench.books) await fill(bench, nameOf(events), events);
    const connection = new Connection(bench.projectionUrl);
    const random = new Random(7);
    const side = (events: number) => async (): Promise<Sample> => {
      const sample: Record<string, number> = {};
      for (const [name, pathOf] of Object.entries(READS)) {
        const path = () => `/api/books/${nameOf(events)}/${pathOf(random, events)}`;
        sample[name] = await p99(bench, connection, path, WITH_GOAL.has(name) ? bench.seconds : bench.seconds / 3);
      }
      return sample;
    };
    const sides = Object.fromEntries(bench.books.map((events) => [String(events), side(events)]));
    return { sides, end: async () => connection.close() };
  },
};

function peerOf(events: number, name: string): { readonly name: string; readonly is: string } {
  return { name: `at ${events.toLocaleString('en-GB')}`, is: `${events}.${name}` };
}

function nameOf(events: number): string {
  return `grown-${events}`;
}

async function fill(bench: Bench, book: string, events: number): Promise<void> {
  await createBook(bench, book);
  let position = 0;
  let file: object[] = [];
  const send = async () => {
    position = await importLines(bench, book, ndjson(file));
    file = [];
  };
  for (const event of bookOf(events)) {
    file.push(event);
    if (file.length === IN_ONE_FILE) await send();
  }
  if (file.length > 0) await send();
  await projected(bench, book, position);
}

async function p99(bench: Bench, connection: Connection, path: () => string, seconds: number): Promise<number> {
  const latencies: number[] = [];
  const until = performance.now() + seconds * 1_000;
  while (performance.now() < until || latencies.length < FEWEST) {
    const from = performance.now();
    const { status, body } = await connection.send('GET', path(), headersOf(bench));
    if (status !== 200) throw new Error(`${status} ${body}`);
    latencies.push(performance.now() - from);
  }
  return quantile(latencies, 0.99);
}
