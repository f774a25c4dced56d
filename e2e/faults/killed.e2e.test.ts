import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, inject, it } from 'vitest';
import { call, createBook, exposures, importLines, read, record } from '../api.ts';
import { dealAnnounced, paid, partyRegistered } from '../given.ts';

const deals = 60;
const paymentsPerDeal = 40;
/** Of an import that was cut off, until all of it is there. */
const maxTries = 60;
const recoversWithinMs = 60_000;

/** Deals of which every payment takes one dollar; each line with a key of its own. */
const lines = [
  partyRegistered('buyer', 'Buyer Inc.'),
  partyRegistered('seller', 'Seller Ltd.'),
  ...Array.from({ length: deals }, (_, deal) => [
    // Far enough apart to be no duplicates of each other.
    dealAnnounced(`deal-${deal}`, `Deal ${deal}`, Math.round(100 * 1.2 ** deal)),
    ...Array.from({ length: paymentsPerDeal }, () => paid(`deal-${deal}`, 1)),
  ]).flat(),
].map((event, index) => ({ ...event, idempotencyKey: `line-${index}` }));

const pidOf = async (part: string) => {
  const { children } = JSON.parse(await readFile(path.join(inject('home'), 'run.json'), 'utf8'));
  return (children[part] as { pid: number } | undefined)?.pid ?? null;
};

/** Sends the file again and again, as a user would, until nothing is left to record. */
async function importAll(book: string): Promise<void> {
  for (let tries = 0; tries < maxTries; tries += 1) {
    const answer = await importLines(book, lines).catch(() => []);
    const last = answer.at(-1);
    if (last?.refused === 0 && last.done === true) return;
    await sleep(500);
  }
  throw new Error('The import did not come to its end.');
}

describe.each(['projection service', 'command service', 'broker', 'database'])(
  'kill -9 of the %s in the middle of an import',
  (part) => {
    const book = `killed-${part.split(' ')[0]}`;

    it('loses nothing, doubles nothing, and the starter brings it back', { timeout: 180_000 }, async () => {
      await createBook(book);
      const before = await pidOf(part);
      const importing = importAll(book);
      await expect.poll(() => positionOf(book), { timeout: recoversWithinMs, interval: 20 }).toBeGreaterThan(100);
      process.kill(before ?? 0, 'SIGKILL');
      await importing;
      await expect
        .poll(() => pidOf(part), { timeout: recoversWithinMs })
        .toSatisfy((pid) => pid !== null && pid !== before);

      const caughtUp = async () =>
        (await read<{ checkpoint: number }>(`/api/books/${book}`).catch(() => null))?.checkpoint;
      await expect.poll(caughtUp, { timeout: recoversWithinMs }).toBe(lines.length);
      expect(await recordedPositions(book)).toEqual(lines.map((_line, index) => index + 1));
      const performed = (await exposures(book, 'account=performed')).map(({ stated }) => stated);
      expect(performed).toEqual(Array.from({ length: deals }, () => String(paymentsPerDeal)));
      // And it goes on.
      expect((await record(book, paid('deal-1', 1))).position).toBe(lines.length + 1);
    });
  },
);

async function positionOf(book: string): Promise<number> {
  const answer = await read<{ position: number }>(`/api/books/${book}`).catch(() => null);
  return answer?.position ?? 0;
}

async function recordedPositions(book: string): Promise<number[]> {
  const answer = await call('GET', `/api/books/${book}/events`, undefined, { accept: 'application/x-ndjson' });
  const text = await answer.text();
  return text
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as { position: number }).position);
}
