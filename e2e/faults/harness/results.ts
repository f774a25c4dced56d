import { writeFile } from 'node:fs/promises';
import type { Findings } from './findings.ts';

/** A row of the table that is printed and kept. */
export interface Row {
  readonly fault: string;
  readonly rounds: number;
  /** Events that clients were told are recorded. */
  readonly acknowledged: number;
  readonly lost: number;
  readonly doubled: number;
  readonly gaps: number;
  /** From the fault (where something was away or halted: from its return, or from being resumed) until a client sees an event that was sent after it. */
  readonly longestRecoveryMs: number;
  /** Rounds in which anything at all did not hold; absent where all did. */
  readonly failed?: number;
}

type Counted = { -readonly [K in keyof Row]: Row[K] };

interface Round {
  readonly acknowledged: number;
  readonly recoveryMs: number;
  readonly findings: Findings;
}

export class Rows {
  readonly #rows = new Map<string, Counted>();

  add(fault: string, { acknowledged, recoveryMs, findings }: Round): void {
    const row = this.#of(fault);
    row.rounds += 1;
    row.acknowledged += acknowledged;
    row.longestRecoveryMs = Math.max(row.longestRecoveryMs, recoveryMs);
    this.find(fault, findings);
  }

  find(fault: string, { lost, doubled, gaps }: Findings): void {
    const row = this.#of(fault);
    row.lost += lost;
    row.doubled += doubled;
    row.gaps += gaps;
  }

  fail(fault: string): void {
    const row = this.#of(fault);
    row.failed = (row.failed ?? 0) + 1;
  }

  all(): readonly Row[] {
    return [...this.#rows.values()];
  }

  #of(fault: string): Counted {
    const none: Counted = { fault, rounds: 0, acknowledged: 0, lost: 0, doubled: 0, gaps: 0, longestRecoveryMs: 0 };
    const row = this.#rows.get(fault) ?? none;
    this.#rows.set(fault, row);
    return row;
  }
}

const HEADS = ['fault', 'rounds', 'acknowledged', 'lost', 'doubled', 'gaps', 'longest recovery'];

export function printTable(rows: readonly Row[]): string {
  const cells = rows.map(({ fault, rounds, acknowledged, lost, doubled, gaps, longestRecoveryMs, failed }) => {
    const counts = [rounds, acknowledged, lost, doubled, gaps].map(String);
    return [fault, ...counts, `${(longestRecoveryMs / 1_000).toFixed(1)} s${failed ? `, ${failed} FAILED` : ''}`];
  });
  const widths = HEADS.map((head, i) => Math.max(head.length, ...cells.map((row) => row[i]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join('  ');
  return [line(HEADS), line(widths.map((width) => '-'.repeat(width))), ...cells.map(line)].join('\n');
}

export async function writeResults(file: string, rows: readonly Row[]): Promise<void> {
  const date = new Date().toISOString().slice(0, 10);
  await writeFile(file, `${JSON.stringify({ date, rows }, null, 2)}\n`);
}
