import { setTimeout as sleep } from 'node:timers/promises';

/** Does so many things a second for so long, each at its time whether those before it have ended or not. */
export async function paced(
  perSecond: number,
  seconds: number,
  work: (n: number) => Promise<unknown>,
): Promise<number> {
  const began = performance.now();
  const all: Promise<unknown>[] = [];
  for (const count = Math.ceil(perSecond * seconds); all.length < count; ) {
    const due = began + (all.length / perSecond) * 1_000;
    const early = due - performance.now();
    if (early > 0) await sleep(early);
    all.push(work(all.length));
  }
  await Promise.all(all);
  return all.length;
}

/** Resolves when it is true, or after the time. */
export async function until(isTrue: () => boolean, withinMs: number): Promise<void> {
  for (const end = performance.now() + withinMs; performance.now() < end && !isTrue(); ) await sleep(5);
}
