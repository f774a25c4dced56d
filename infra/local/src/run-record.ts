import { randomUUID } from 'node:crypto';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { CannotStart } from './cannot-start.ts';
import type { Home } from './home.ts';
import { commandLineOf, endGroup } from './processes.ts';

/** What `$OFFTAKE_HOME/run.json` says while the system runs. */
export interface RunRecord {
  readonly pid: number;
  /** Of the starter: tells it apart from a later process with the same number. */
  readonly commandLine: string;
  readonly startedAt: string;
  readonly url: string;
  readonly log: 'kafka' | 'postgres';
  readonly ports: Readonly<Record<string, number>>;
  /** `commandLine` is null where the part itself makes way for its next start, as the database and the broker do. */
  readonly children: Readonly<Record<string, { readonly pid: number; readonly commandLine: string | null }>>;
}

const CLAIM_TRIES = 5;
const CHILD_ENDS_WITHIN_MS = 10_000;
const CHILD_KILLED_WITHIN_MS = 5_000;

/**
 * Makes this process the one that runs on the home. Where another does, resolves to its record instead.
 * Children that a starter left behind when it was killed are ended first.
 * @throws {CannotStart} where such a child does not end
 */
export async function claim(home: Home, record: RunRecord): Promise<RunRecord | null> {
  const file = home.path('run.json');
  const own = `${file}.${randomUUID()}`;
  await writeFile(own, text(record));
  try {
    for (let tries = 0; tries < CLAIM_TRIES; tries += 1) {
      // A link is made whole or not at all, and not where there is one.
      if (await link(own, file).then(() => true, ifExists)) return null;
      const other = await readRecord(file);
      if (other === null) continue;
      if ((await commandLineOf(other.pid)) === other.commandLine) return other;
      await endChildren(other);
      await takeAway(file, other);
    }
    throw new CannotStart(`${file} is being written by another start; try again in a moment.`);
  } finally {
    await rm(own, { force: true });
  }
}

/** Replaces this process's record as a whole. */
export async function update(home: Home, record: RunRecord): Promise<void> {
  const next = `${home.path('run.json')}.next`;
  await writeFile(next, text(record));
  await rename(next, home.path('run.json'));
}

/** Null where there is no record, or half of one. */
export async function readRecord(file: string): Promise<RunRecord | null> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as RunRecord;
  } catch {
    return null;
  }
}

async function endChildren(record: RunRecord): Promise<void> {
  for (const [name, { pid, commandLine }] of Object.entries(record.children)) {
    if (commandLine === null || (await commandLineOf(pid)) !== commandLine) continue;
    if (await endGroup(pid, CHILD_ENDS_WITHIN_MS, CHILD_KILLED_WITHIN_MS)) continue;
    throw new CannotStart(
      `The ${name} of an earlier start (process ${pid}) does not end: end it by hand and start again.`,
    );
  }
}

/** Removes the stale record, and only that: another start may have put its own there meanwhile. */
async function takeAway(file: string, stale: RunRecord): Promise<void> {
  const aside = `${file}.stale-${process.pid}`;
  await rename(file, aside).catch(() => {});
  const taken = await readRecord(aside);
  if (taken !== null && taken.pid !== stale.pid) await link(aside, file).catch(() => sleep(0));
  await rm(aside, { force: true });
}

function ifExists(error: NodeJS.ErrnoException): false {
  if (error.code === 'EEXIST') return false;
  throw error;
}

function text(record: RunRecord): string {
  return `${JSON.stringify(record, null, 2)}\n`;
}
