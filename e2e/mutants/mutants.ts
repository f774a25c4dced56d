import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Mutant } from './mutant.ts';
import { MUTANTS } from './safeguards.ts';
import { copyOf, type ScratchCopy } from './scratch-copy.ts';
import { runTests } from './vitest-run.ts';

const usage = `npm run mutants [-- --only=<part of a safeguard's name>]

  Takes out one safeguard at a time, in a copy of the checkout, and expects that a test turns red.

${MUTANTS.map(({ safeguard }) => `  ${safeguard}`).join('\n')}
`;

interface Outcome {
  readonly safeguard: string;
  /** The test that turned red; null: none did. */
  readonly caughtBy: string | null;
}

const say = (line: string) => void process.stdout.write(`${line}\n`);

const { values: asked } = parseArgs({ options: { only: { type: 'string' }, help: { type: 'boolean' } } });
if (asked.help) say(usage);
else process.exitCode = await tryAll(MUTANTS.filter(({ safeguard }) => safeguard.includes(asked.only ?? '')));

async function tryAll(mutants: readonly Mutant[]): Promise<number> {
  if (mutants.length === 0) throw new Error(`No safeguard is named so.\n\n${usage}`);
  const copy = await copyOf(path.resolve(import.meta.dirname, '../..'));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => void copy.remove().finally(() => process.exit(130)));
  }
  try {
    await expectGreen(copy, mutants);
    const outcomes: Outcome[] = [];
    for (const mutant of mutants) {
      const outcome = await tryOne(copy, mutant);
      outcomes.push(outcome);
      say(`${outcome.caughtBy === null ? 'SURVIVED' : 'caught'}: ${mutant.safeguard}`);
    }
    say(`\n${table(outcomes)}`);
    const survived = outcomes.filter(({ caughtBy }) => caughtBy === null).length;
    say(`\n${outcomes.length - survived} caught, ${survived} survived`);
    return survived === 0 ? 0 : 1;
  } finally {
    await copy.remove();
  }
}

/** Who is red already proves nothing. */
async function expectGreen(copy: ScratchCopy, mutants: readonly Mutant[]): Promise<void> {
  for (const [workspace, of] of Map.groupBy(mutants, (mutant) => mutant.workspace)) {
    const files = [...new Set(of.flatMap(({ tests }) => tests))];
    const { passed, failed, broken } = await runTests(path.join(copy.root, workspace), files, false);
    if (failed.length > 0 || broken !== null) {
      const reasons = failed.map(({ name, reason }) => `${name}\n${reason}`).join('\n');
      throw new Error(`Red before anything was taken out, in ${workspace}:\n${broken ?? reasons}`);
    }
    say(`green before: ${passed} tests of ${workspace}`);
  }
}

async function tryOne(copy: ScratchCopy, mutant: Mutant): Promise<Outcome> {
  const putBack = await copy.takeOut(mutant);
  try {
    const { failed, broken } = await runTests(path.join(copy.root, mutant.workspace), mutant.tests, true);
    // Where nothing can be run any more, no test has said what is wrong.
    if (broken !== null) say(`${mutant.safeguard}: no test could be run without it: ${broken}`);
    return { safeguard: mutant.safeguard, caughtBy: failed[0]?.name ?? null };
  } finally {
    await putBack();
  }
}

function table(outcomes: readonly Outcome[]): string {
  const rows = outcomes.map(({ safeguard, caughtBy }) => `| ${safeguard} | ${caughtBy ?? 'no test'} |`);
  return ['| taken out | caught by |', '|---|---|', ...rows].join('\n');
}
