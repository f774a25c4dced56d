import { spawn } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';

/** How some test files ended. */
export interface Ran {
  readonly passed: number;
  readonly failed: readonly Failed[];
  /** What went wrong where no test failed: files that could not even be read, a run without an end. */
  readonly broken: string | null;
}

interface Failed {
  /** `file: describe › it`. */
  readonly name: string;
  readonly reason: string;
}

interface Report {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message: string;
    readonly assertionResults: readonly {
      readonly ancestorTitles: readonly string[];
      readonly title: string;
      readonly status: string;
      readonly failureMessages?: readonly string[];
    }[];
  }[];
}

/** A limit for what hangs; each test has a shorter one. */
const END_WITHIN_MS = 10 * 60_000;
const TEST_WITHIN_MS = 60_000;
/** Where the workspaces' own settings have it. */
const REPORT = 'test-results.json';
const LINES_IN_ERROR = 30;

/** Runs test files of a workspace. `untilRed`: no further than the first that fails. */
export async function runTests(folder: string, files: readonly string[], untilRed: boolean): Promise<Ran> {
  const report = path.join(folder, REPORT);
  await rm(report, { force: true });
  // One file after another: a test that turns red because the machine is busy would prove the wrong thing.
  const options = [`--testTimeout=${TEST_WITHIN_MS}`, '--no-file-parallelism', '--no-color'];
  if (untilRed) options.push('--bail=1');
  const vitest = path.resolve(folder, '../../node_modules/vitest/vitest.mjs');
  const child = spawn(process.execPath, [vitest, 'run', ...files, ...options], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: END_WITHIN_MS,
  });
  const abandon = () => void child.kill('SIGTERM');
  process.once('exit', abandon);
  let said = '';
  for (const output of [child.stdout, child.stderr]) output.setEncoding('utf8').on('data', (text) => (said += text));
  await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  process.removeListener('exit', abandon);
  const last = said.trimEnd().split('\n').slice(-LINES_IN_ERROR).join('\n');
  const read = await readFile(report, 'utf8').catch(() => null);
  return read === null ? { passed: 0, failed: [], broken: `there is no report:\n${last}` } : ranOf(JSON.parse(read));
}

function ranOf({ testResults }: Report): Ran {
  const tests = testResults.flatMap(({ name, assertionResults }) =>
    assertionResults.map(({ ancestorTitles, title, status, failureMessages = [] }) => ({
      name: `${path.basename(name)}: ${[...ancestorTitles, title].join(' › ')}`,
      status,
      reason: failureMessages.join('\n'),
    })),
  );
  const failed = tests.filter(({ status }) => status === 'failed');
  const passed = tests.filter(({ status }) => status === 'passed').length;
  const unread = testResults.filter(({ status }) => status === 'failed').map(({ message }) => message);
  const broken = failed.length > 0 ? null : unread.join('\n') || (passed === 0 ? 'no test was run' : null);
  return { passed, failed, broken };
}
