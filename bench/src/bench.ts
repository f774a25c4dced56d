import path from 'node:path';
import { parseArgs } from 'node:util';
import { build } from '@offtake/local/build';
import { openLogFile } from '@offtake/local/log-file';

/** Builds what is measured before anything of it is loaded: on a fresh checkout it is not there yet. */

const root = path.resolve(import.meta.dirname, '../..');
const { values: asked } = parseArgs({
  options: {
    only: { type: 'string' },
    quick: { type: 'boolean' },
    growth: { type: 'boolean' },
    built: { type: 'boolean' },
    help: { type: 'boolean' },
  },
});
if (!asked.built) await build(root, openLogFile(path.join(root, 'bench/build.log')));
const { run, usage } = await import('./run.ts');
if (asked.help) process.stdout.write(usage);
else await run(asked);
// Connections of a group that failed would keep this process.
process.exit();
