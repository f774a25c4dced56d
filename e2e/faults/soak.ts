import path from 'node:path';
import { parseArgs } from 'node:util';
import { build } from '@offtake/local/build';
import { openLogFile } from '@offtake/local/log-file';
import { printTable, writeResults } from './harness/results.ts';
import { type Step, Suite } from './harness/suite.ts';
import { FAULTS, readSeed, stepsNamed, stepsOf, stepsWithoutEnd } from './plan.ts';

const usage = `npm run soak [-- --rounds=200] [--minutes=n] [--only=<part of a fault's name>] [--built]

  --rounds   kills in all, and a fortieth of that of each other fault; with --only, of each fault named
  --minutes  goes on until then, and begins no round after that
  --only     those faults alone; results.json stays as it is
  --built    takes the services as they are built
  OFFTAKE_SEED=<seed> repeats a run.

${FAULTS.map(({ name }) => `  ${name}`).join('\n')}
`;

const ROUNDS = 200;
/** Of a run that is as long as it is told: the whole table, again and again. */
const ROUNDS_AT_A_TIME = 20;
const KILLS_TO_OTHERS = 40;

const root = path.resolve(import.meta.dirname, '../..');
const say = (line: string) => void process.stdout.write(`${line}\n`);
const { values: asked } = parseArgs({
  options: {
    rounds: { type: 'string' },
    minutes: { type: 'string' },
    only: { type: 'string' },
    built: { type: 'boolean' },
    help: { type: 'boolean' },
  },
});
if (asked.help) say(usage);
else await soak();

async function soak(): Promise<void> {
  const seed = readSeed();
  const steps = stepsAsked(seed);
  if (Array.isArray(steps) && steps.length === 0) throw new Error(`No fault is named "${asked.only}".\n\n${usage}`);
  if (!asked.built) await build(root, openLogFile(path.join(root, 'e2e/faults/build.log')));
  const until = asked.minutes === undefined ? {} : { until: Date.now() + Number(asked.minutes) * 60_000 };
  say(`Seed ${seed}.`);

  const suite = new Suite({ long: true, say, ...until });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => void suite.stop().finally(() => process.exit(130)));
  }
  await suite.run(steps);
  say(`\n${printTable(suite.rows)}\n`);
  if (asked.only === undefined) await writeResults(path.join(import.meta.dirname, 'results.json'), suite.rows);
  for (const failure of suite.failures) say(failure);
  process.exitCode = suite.failures.length === 0 ? 0 : 1;
}

function stepsAsked(seed: number): Iterable<Step> {
  const { rounds, minutes, only } = asked;
  if (only !== undefined) return stepsNamed(only, Number(rounds ?? 1), seed);
  if (rounds === undefined && minutes !== undefined) return stepsWithoutEnd(ROUNDS_AT_A_TIME, 1, seed);
  const kills = Number(rounds ?? ROUNDS);
  return stepsOf(kills, Math.ceil(kills / KILLS_TO_OTHERS), seed);
}
