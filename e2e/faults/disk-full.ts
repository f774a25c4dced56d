import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Fault, SINGLE } from './harness/fault.ts';
import { SideBook } from './harness/side-book.ts';

/** What the write-ahead log takes, and no table may exceed: PostgreSQL takes the limit of a file for a full disk. */
const FILE_BYTES = 16 * 1024 * 1024;
const MOST_EVENTS = 400;
const LASTS_MS = 2_000;

/** The database can write no further, until there is room again. */
export const DISK_FULL: Fault = {
  name: 'disk full under the database',
  size: SINGLE,
  // In a database of its own, where nothing is as large yet.
  alone: true,
  async strike({ system, load, random, expect }) {
    const side = await SideBook.open(system, `${load.book}-side`);
    limitFiles(system.database.pid, String(FILE_BYTES));
    let answer = { status: 201, text: '' };
    for (let n = 0; n < MOST_EVENTS && answer.status === 201; n += 1) answer = await side.tryAtLength(random);
    const says = answer.status === 503 && answer.text.includes('/docs/problems#unavailable');
    expect(says, `with a full disk an event is answered ${answer.status} ${answer.text}`);
    await sleep(LASTS_MS);
    limitFiles(system.database.pid, 'unlimited');
    const from = Date.now();
    await side.payAtLength(random);
    await side.projected();
    return { from };
  },
};

/** Of the server and of its processes there are now; those that it starts later have the same. */
function limitFiles(postmaster: number | null, softLimit: string): void {
  const children = readFileSync(`/proc/${postmaster}/task/${postmaster}/children`, 'utf8').trim().split(' ');
  // Only the account that a process runs as may do that, and root only where it is not confined.
  const { uid, gid } = statSync(`/proc/${postmaster}`);
  for (const pid of [String(postmaster), ...children]) {
    execFileSync('prlimit', ['--pid', pid, `--fsize=${softLimit}:`], { uid, gid });
  }
}
