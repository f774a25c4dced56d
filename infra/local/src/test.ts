import { spawn } from 'node:child_process';
import { globSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { count, type RanTask } from './test-count.ts';
import { provideRequirements } from './test-requirements.ts';

/** `build` comes before them by itself. The end-to-end tests wait for all others: they want the machine for themselves. */
const tasks = ['check', 'lint', 'formatted', 'arrows', 'unused', 'style', 'test'];
const concurrency = 2;

const root = path.resolve(import.meta.dirname, '../../..');
const runs = path.join(root, '.turbo/runs');
const say = (line: string) => void process.stdout.write(`${line}\n`);

try {
  await provideRequirements(say);
  process.exitCode = await runAll();
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  say('0 passed, 1 failed');
  process.exitCode = 1;
}

async function runAll(): Promise<number> {
  // What an earlier run left must not be counted; what is cached, turbo puts back.
  for (const report of globSync('{apps,packages,infra}/*/test-results.json', { cwd: root }))
    rmSync(path.join(root, report));
  for (const folder of ['e2e', 'bench']) rmSync(path.join(root, folder, 'test-results.json'), { force: true });
  rmSync(runs, { recursive: true, force: true });

  const turboEnded = await runTurbo();
  const counts = ranTasks().map((task) => count(task, root));
  say('');
  for (const { taskId, cached, passed, failed } of counts) {
    if (passed + failed === 0) continue;
    say(`${taskId}: ${passed} passed, ${failed} failed${cached ? ' (cached)' : ''}`);
  }
  const passed = counts.reduce((sum, one) => sum + one.passed, 0);
  const failed = counts.reduce((sum, one) => sum + one.failed, 0);
  // Turbo may also fail by itself, before or beside its tasks.
  const allFailed = failed === 0 && (turboEnded !== 0 || passed === 0) ? 1 : failed;
  say(`${passed} passed, ${allFailed} failed`);
  return allFailed === 0 ? 0 : 1;
}

function runTurbo(): Promise<number> {
  const options = ['--continue=always', '--summarize', '--output-logs=errors-only', '--ui=stream'];
  const turbo = path.join(root, 'node_modules/turbo/bin/turbo');
  const args = ['run', ...tasks, ...options, `--concurrency=${concurrency}`, ...process.argv.slice(2)];
  const env = { ...process.env, TURBO_TELEMETRY_DISABLED: '1', TURBO_NO_UPDATE_NOTIFIER: '1' };
  const child = spawn(process.execPath, [turbo, ...args], { cwd: root, env, stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

function ranTasks(): RanTask[] {
  const summary = readdirSync(runs).find((name) => name.endsWith('.json'));
  if (summary === undefined) throw new Error('turbo left no summary of its run.');
  const { tasks: ran } = JSON.parse(readFileSync(path.join(runs, summary), 'utf8')) as { tasks: RanTask[] };
  return ran.filter((task) => task.command !== '<NONEXISTENT>');
}
