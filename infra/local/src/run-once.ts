import { spawn } from 'node:child_process';
import { CannotStart } from './cannot-start.ts';
import type { LogFile } from './log-file.ts';

export interface Script {
  /** What it does, for the sentence where it fails. */
  readonly purpose: string;
  readonly entry: string;
  readonly environment: Readonly<Record<string, string>>;
  /** What it reads from its standard input. */
  readonly input?: string;
  readonly log: LogFile;
}

const LINES_IN_ERROR = 10;

/** Runs a built script to its end and resolves to what it printed. @throws {CannotStart} where it fails */
export async function runOnce({ purpose, entry, environment, input = '', log }: Script): Promise<string> {
  const child = spawn(process.execPath, ['--enable-source-maps', entry], {
    env: { ...process.env, ...environment },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let printed = '';
  let complaints = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    printed += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaints += text;
    log.write(text);
  });
  // It may end without having read all.
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  const how = await new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code, signal) => resolve(code ?? signal));
  });
  if (how === 0) return printed;
  const last = complaints.trimEnd().split('\n').slice(-LINES_IN_ERROR).join('\n');
  throw new CannotStart(`${purpose} failed (${how}):\n${last}`);
}
