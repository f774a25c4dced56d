import { setTimeout as sleep } from 'node:timers/promises';
import { DOUBLE, type Fault, type Struck } from './harness/fault.ts';
import { metricOf } from './harness/metrics.ts';
import { rowsOf } from './harness/sql.ts';
import { seenSince } from './harness/watcher.ts';

const REPLACED_WITHIN_MS = 10_000;
/** Of the clients, once the one that was stopped goes on beside the one that has replaced it. */
const BESIDE_MS = 2_000;
const LOOK_EVERY_MS = 50;

/** Two of a service, of which the one that does the work stands still or dies. */
export const REPLACED: readonly Fault[] = [
  {
    name: 'a relay stopped, replaced, then resumed',
    size: DOUBLE,
    async strike(at) {
      const { system, expect } = at;
      const relaying = await relayingOf(at);
      const part = system.commands[relaying];
      part?.signal('SIGSTOP');
      const meanwhileMs = await replaced(at, relaying);
      const before = await relayOf(at);
      part?.signal('SIGCONT');
      await sleep(BESIDE_MS);
      const after = await relayOf(at);
      expect(after.epoch === before.epoch, `the relay that went on began epoch ${after.epoch} after ${before.epoch}`);
      for (const [book, position] of before.cursors) {
        const now = after.cursors.get(book) ?? 0;
        expect(now >= position, `the relay that went on moved the cursor of ${book} from ${position} to ${now}`);
      }
      return { from: Date.now(), meanwhileMs };
    },
  },
  {
    name: 'a consumer stopped, replaced, then resumed',
    size: DOUBLE,
    async strike(at) {
      const { system } = at;
      let meanwhileMs = 0;
      // One of them reads the book's partition, and whoever it is stands still once.
      for (const [i, part] of system.projections.entries()) {
        part.signal('SIGSTOP');
        const took = await follows(at, (n) => n !== i);
        meanwhileMs = Math.max(meanwhileMs, took);
        part.signal('SIGCONT');
        await follows(at, (n) => n === i);
      }
      return { from: Date.now(), meanwhileMs };
    },
  },
  {
    name: 'two command services on one book, the relaying one killed',
    size: DOUBLE,
    async strike(at) {
      const relaying = await relayingOf(at);
      const part = at.system.commands[relaying];
      await part?.kill();
      const meanwhileMs = await replaced(at, relaying);
      await part?.start();
      return { from: Date.now(), meanwhileMs };
    },
  },
];

/** Which of the command services relays. */
async function relayingOf({ system }: Struck): Promise<number> {
  for (const until = Date.now() + REPLACED_WITHIN_MS; Date.now() < until; await sleep(LOOK_EVERY_MS)) {
    const leads = await Promise.all(system.commandUrls.map(leading));
    if (leads.includes(1)) return leads.indexOf(1);
  }
  throw new Error('No command service relays');
}

/** How long it takes until another one relays, and what is posted now comes through. */
async function replaced(at: Struck, relaying: number): Promise<number> {
  const { system, expect } = at;
  const began = Date.now();
  const others = system.commandUrls.filter((_, i) => i !== relaying);
  for (const until = began + 3 * REPLACED_WITHIN_MS; Date.now() < until; await sleep(LOOK_EVERY_MS)) {
    const leads = await Promise.all(others.map(leading));
    if (leads.includes(1)) break;
  }
  await follows(at, () => true);
  const tookMs = Date.now() - began;
  expect(tookMs <= REPLACED_WITHIN_MS, `the relay is replaced after ${tookMs} ms`);
  return tookMs;
}

/** How long it takes until one of these clients sees an event that was posted after now. */
async function follows({ load, watchers, expect }: Struck, which: (n: number) => boolean): Promise<number> {
  const began = Date.now();
  const followers = watchers.filter((_, n) => which(n));
  for (const until = began + 3 * REPLACED_WITHIN_MS; Date.now() < until; await sleep(LOOK_EVERY_MS)) {
    if (seenSince(began, { load, watchers: followers })) break;
  }
  const tookMs = Date.now() - began;
  expect(tookMs <= REPLACED_WITHIN_MS, `a client sees what is new after ${tookMs} ms`);
  return tookMs;
}

function leading(origin: string): Promise<number> {
  return metricOf(origin, 'offtake_relay_leading').catch(() => 0);
}

async function relayOf({ system }: Struck) {
  const [relay] = await rowsOf<{ epoch: string }>(system.adminUrl, 'select epoch::text from ledger.relay');
  const cursors = await rowsOf<{ book: string; position: number }>(
    system.adminUrl,
    'select book, max(position)::int as position from ledger.relay_cursor group by book',
  );
  return { epoch: relay?.epoch, cursors: new Map(cursors.map(({ book, position }) => [book, position])) };
}
