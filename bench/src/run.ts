import { type Size, startBench } from './bench-system.ts';
import type { Group, Measured } from './figure.ts';
import { GROUPS } from './groups.ts';
import { resultsOf, writeResults } from './results.ts';
import { measure } from './rounds.ts';
import { printedTable } from './table.ts';

export const usage = `npm run bench [-- --only=<group>,…] [--quick] [--growth] [--built]

  --only    these groups alone; results.json stays as it is
  --quick   one round of almost nothing, to see that all of it works; results.json stays as it is
  --growth  fills books of 1,000,000 events too, which takes long
  --built   takes the services as they are built

${GROUPS.map(({ name }) => `  ${name}`).join('\n')}
`;

const WHOLE: Size = { quick: false, rounds: 5, seconds: 3, books: [1_000, 100_000] };
const GROWN: Size = { ...WHOLE, books: [...WHOLE.books, 1_000_000] };
const QUICK: Size = { quick: true, rounds: 1, seconds: 0.3, books: [300, 600] };

const say = (line: string) => void process.stdout.write(`${line}\n`);

interface Asked {
  readonly only?: string | undefined;
  readonly quick?: boolean | undefined;
  readonly growth?: boolean | undefined;
}

/** Measures the groups that are asked for, one after the other, and says each figure as it comes. */
export async function run(asked: Asked): Promise<void> {
  const groups = groupsNamed(asked.only);
  const began = Date.now();
  const bench = await startBench(asked.quick ? QUICK : asked.growth ? GROWN : WHOLE, say);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => void bench.stop().finally(() => process.exit(130)));
  }
  const figures: Measured[] = [];
  try {
    for (const group of groups) {
      say(`${group.name} …`);
      const from = Date.now();
      try {
        const measured = await measure(group, bench);
        figures.push(...measured);
        say(`${group.name}: ${((Date.now() - from) / 1_000).toFixed(0)} s\n${printedTable(measured)}\n`);
      } catch (error) {
        // The others are still worth measuring: a whole run takes a quarter of an hour.
        say(`${group.name} failed: ${error instanceof Error ? error.stack : error}\n`);
        process.exitCode = 1;
      }
    }
    const results = await resultsOf(bench, figures);
    say(`\n${printedTable(figures)}\n\n${((Date.now() - began) / 60_000).toFixed(1)} min in all.`);
    if (asked.only === undefined && !asked.quick) await writeResults(results);
  } finally {
    await bench.stop();
  }
}

function groupsNamed(only: string | undefined): readonly Group[] {
  if (only === undefined) return GROUPS;
  const names = only.split(',');
  const unknown = names.find((name) => !GROUPS.some((group) => group.name === name));
  if (unknown !== undefined) throw new Error(`Nothing is named "${unknown}".\n\n${usage}`);
  return GROUPS.filter(({ name }) => names.includes(name));
}
