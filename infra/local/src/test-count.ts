import { readFileSync } from 'node:fs';
import path from 'node:path';

/** A task as turbo's run summary tells of it. */
export interface RanTask {
  readonly taskId: string;
  readonly task: string;
  readonly directory: string;
  readonly command: string;
  readonly cache: { readonly status: 'HIT' | 'MISS' };
  readonly execution?: { readonly exitCode: number | null };
}

export interface Count {
  readonly taskId: string;
  readonly cached: boolean;
  readonly passed: number;
  readonly failed: number;
}

/** The part of Vitest's JSON report that is counted. */
interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
}

/**
 * What one task adds to the count: a `test` its tests, every check one. A build counts only where it fails; nothing
 * that ended badly counts as less than one failure, and a test that was skipped has not passed.
 */
export function count(task: RanTask, root: string): Count {
  const cached = task.cache.status === 'HIT';
  const ok = cached || task.execution?.exitCode === 0;
  const result = (passed: number, failed: number): Count => ({ taskId: task.taskId, cached, passed, failed });
  if (task.task === 'build') return result(0, ok ? 0 : 1);
  if (task.task !== 'test') return ok ? result(1, 0) : result(0, 1);
  const report = readReport(path.join(root, task.directory, 'test-results.json'));
  if (report === null) return result(0, 1);
  const failed = report.numFailedTests + report.numPendingTests + report.numTodoTests;
  return result(report.numPassedTests, ok && report.numPassedTests > 0 ? failed : Math.max(failed, 1));
}

function readReport(file: string): Report | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Report;
  } catch {
    return null;
  }
}
