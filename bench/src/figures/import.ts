import { createBook, importLines, projected } from '../api.ts';
import { bookOf, ndjson } from '../books/book.ts';
import { type Emmett, openEmmett } from '../emmett.ts';
import { atLeast, type Group } from '../figure.ts';
import { atOnce } from '../writers.ts';

/** What: a book of every type of event as one NDJSON file, until it is acknowledged, and until it is in the read models. */
const EVENTS = 10_000;
const QUICK_EVENTS = 300;
const WRITERS = 64;

export const imports: Group = {
  name: 'import',
  figures: [
    {
      figure: 'import, acknowledged',
      unit: 'events/s',
      ours: 'ours.acknowledged',
      peer: { name: 'Emmett’s bare append', is: 'emmett.rate' },
      goal: atLeast(3),
    },
    {
      figure: 'import, in the read models',
      unit: 'events/s',
      ours: 'ours.projected',
      peer: { name: 'Emmett’s bare append', is: 'emmett.rate' },
      goal: atLeast(2),
    },
    {
      figure: 'import, in the read models, beside one running sum',
      unit: 'events/s',
      ours: 'ours.projected',
      peer: { name: 'Emmett, append with an inline projection', is: 'projecting.rate' },
    },
  ],
  async prepare(bench) {
    const emmett = await openEmmett(bench, 'bench_emmett_import');
    const projecting = await openEmmett(bench, 'bench_emmett_projecting', true);
    const appending = (peer: Emmett) => async () => ({ ...(await atOnce(WRITERS, bench.seconds, peer.append)) });
    const events = bench.quick ? QUICK_EVENTS : EVENTS;
    const lines = ndjson(bookOf(events));
    let books = 0;
    const ours = async () => {
      const book = `import-${books++}`;
      await createBook(bench, book);
      const began = performance.now();
      const position = await importLines(bench, book, lines);
      const acknowledged = performance.now();
      await projected(bench, book, position);
      return { acknowledged: rate(events, acknowledged - began), projected: rate(events, performance.now() - began) };
    };
    return {
      sides: { ours, emmett: appending(emmett), projecting: appending(projecting) },
      end: async () => void (await Promise.all([emmett.close(), projecting.close()])),
    };
  },
};

function rate(events: number, milliseconds: number): number {
  return (events / milliseconds) * 1_000;
}
