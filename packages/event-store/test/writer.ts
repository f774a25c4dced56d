import { connect } from '../src/store.ts';
import { keyed, record } from './ledger.ts';

/**
 * Writers on one book, each on a stream of its own and each starting from what it knew: the way several processes meet.
 * Every third append is a batch of two.
 */
export async function write(url: string, book: string, name: string, writers: number, appends: number): Promise<void> {
  const store = connect(url);
  let head = 0;
  await Promise.all(
    Array.from({ length: writers }, async (_, writer) => {
      const stream = `deal/${name}-${writer}`;
      for (let version = 0, n = 0; n < appends; n += 1) {
        const key = `${name}-${writer}-${n}`;
        const entries = [record(stream, version, keyed(key)), record(stream, version + 1, keyed(`${key}-second`))];
        const batch = n % 3 === 0 ? entries : entries.slice(0, 1);
        const appended = await store.append(book, head, batch);
        for (const outcome of appended.outcomes) {
          if (outcome.outcome !== 'recorded') throw new Error(`${stream}: ${outcome.outcome}`);
          version = outcome.version;
        }
        head = Math.max(head, appended.head);
      }
    }),
  );
  await store.close();
}

const [url, book, writers, appends] = process.argv.slice(2);
if (process.send !== undefined && url !== undefined && book !== undefined) {
  await write(url, book, `process-${process.pid}`, Number(writers), Number(appends));
  process.disconnect();
}
