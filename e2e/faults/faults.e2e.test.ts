import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { printTable, writeResults } from './harness/results.ts';
import { Suite } from './harness/suite.ts';
import { readSeed, stepsOf } from './plan.ts';

const KILLS = 6;
const OTHERS = 1;
const ROUND_WITHIN_MS = 300_000;

const seed = readSeed();
const say = (line: string) => void process.stdout.write(`${line}\n`);
const suite = new Suite({ long: false, say });
const steps = stepsOf(KILLS, OTHERS, seed);

/** What was found while this was done. */
async function failuresOf(work: () => Promise<void>): Promise<readonly string[]> {
  const before = suite.failures.length;
  await work();
  return suite.failures.slice(before);
}

afterAll(async () => {
  await suite.stop();
  say(printTable(suite.rows));
  // Those of the long run are kept with the code; these only for who looks after a test.
  await writeResults(path.join(import.meta.dirname, 'short-results.json'), suite.rows);
});

describe('clients that post and follow a book while a fault strikes', () => {
  it.each(steps)('lose and double nothing: $fault.name (seed $seed)', { timeout: ROUND_WITHIN_MS }, async (step) => {
    expect(await failuresOf(() => suite.step(step))).toEqual([]);
  });

  it('leave read models that a rebuild makes again, byte for byte', { timeout: ROUND_WITHIN_MS }, async () => {
    expect(await failuresOf(() => suite.leave())).toEqual([]);
  });
});
