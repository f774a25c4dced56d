import { setTimeout as sleep } from 'node:timers/promises';
import { checkBook } from './check-book.ts';
import type { Fault, Struck } from './fault.ts';
import { type Findings, noFindings } from './findings.ts';
import { Load } from './load.ts';
import { Random } from './random.ts';
import type { FaultySystem } from './system.ts';
import { seenSince, Watcher } from './watcher.ts';

export interface RoundResult {
  readonly acknowledged: number;
  readonly recoveryMs: number;
  readonly findings: Findings;
}

/** Before the fault strikes. */
const CALM_MS = { least: 300, most: 1_500 };
/** After the recovery clients go on for so long. */
const AFTERWARDS_MS = 300;
const RECOVERED_WITHIN_MS = 120_000;
const CAUGHT_UP_WITHIN_MS = 60_000;
const LOOK_EVERY_MS = 10;

/**
 * One fault in a book of its own: clients post and follow, the fault strikes, all recovers, and what is there is
 * compared with what was acknowledged. The seed decides what is posted, and when the fault strikes.
 */
export async function runRound(fault: Fault, system: FaultySystem, seed: number, long: boolean): Promise<RoundResult> {
  const random = new Random(seed);
  const findings = noFindings();
  const load = new Load(system, `fault-${seed}-${Date.now().toString(36)}`, random.fork());
  await load.openBook();
  const watchers = system.projectionUrls.map((origin) => new Watcher(system, origin, load.book));
  const expect = (holds: boolean, otherwise: string) => void (holds || findings.words.push(otherwise));
  const struck: Struck = { system, load, watchers, random, findings, long, expect };
  try {
    load.start();
    await sleep(random.between(CALM_MS.least, CALM_MS.most));
    const began = Date.now();
    const { from = began, meanwhileMs = 0 } = (await fault.strike(struck)) ?? {};
    const recoveryMs = Math.max(meanwhileMs, (await recovered(struck, Date.now())) - from);
    await sleep(AFTERWARDS_MS);
    await load.stop();
    await caughtUp(struck);
    await fault.check?.(struck);
    await checkBook(system, load, watchers, findings);
    findings.words.push(...system.takeCrashes());
    return { acknowledged: load.acknowledged.length, recoveryMs, findings };
  } finally {
    await load.stop().catch(() => {});
    await Promise.all(watchers.map((watcher) => watcher.close()));
  }
}

/** Resolves to the instant at which a client has seen an event whose command was sent after the fault. */
async function recovered(struck: Struck, after: number): Promise<number> {
  const { load, watchers } = struck;
  for (const until = Date.now() + RECOVERED_WITHIN_MS; Date.now() < until; await sleep(LOOK_EVERY_MS)) {
    if (seenSince(after, struck)) return Date.now();
  }
  const seen = watchers.map(({ position }) => position).join(', ');
  throw new Error(`Not recovered: ${load.positionAfter(after) ?? 'nothing'} acknowledged since, ${seen} seen`);
}

/** Resolves when every client of the streams has seen all that was acknowledged. */
async function caughtUp({ load, watchers }: Struck): Promise<void> {
  const head = Math.max(...load.acknowledged.map(({ position }) => position));
  for (const until = Date.now() + CAUGHT_UP_WITHIN_MS; Date.now() < until; await sleep(LOOK_EVERY_MS)) {
    if (watchers.every(({ position }) => position >= head)) return;
  }
  throw new Error(`Not caught up: ${head} acknowledged, ${watchers.map(({ position }) => position).join(', ')} seen`);
}
