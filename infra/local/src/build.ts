import { spawn } from 'node:child_process';
import path from 'node:path';
import { CannotStart } from './cannot-start.ts';
import type { LogFile } from './log-file.ts';

const packages = ['@offtake/command-service', '@offtake/projection-service', '@offtake/web'];
const LINES_IN_ERROR = 30;

/** Compiles the services and the client; what has not changed comes from turbo's cache. @throws {CannotStart} */
export async function build(root: string, log: LogFile): Promise<void> {
  const turbo = path.join(root, 'node_modules/turbo/bin/turbo');
  const filters = packages.map((name) => `--filter=${name}`);
  const child = spawn(
    process.execPath,
    [turbo, 'run', 'build', ...filters, '--output-logs=errors-only', '--ui=stream'],
    {
      cwd: root,
      env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1', TURBO_NO_UPDATE_NOTIFIER: '1', FORCE_COLOR: '0' },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const lines: string[] = [];
  for (const output of [child.stdout, child.stderr]) {
    output.setEncoding('utf8').on('data', (text: string) => {
      log.write(text);
      lines.push(...text.trimEnd().split('\n'));
      lines.splice(0, lines.length - LINES_IN_ERROR);
    });
  }
  const abandon = () => void child.kill('SIGTERM');
  process.once('exit', abandon);
  const how = await new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code, signal) => resolve(code ?? signal));
  });
  process.removeListener('exit', abandon);
  if (how !== 0)
    throw new CannotStart(`The build failed (${how}):\n${lines.join('\n')}\nAll of it stands in ${log.file}.`);
}
