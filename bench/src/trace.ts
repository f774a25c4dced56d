import type { Browser, Page } from 'playwright-core';

/** What Chromium's own trace says: what a page kept its main thread with, and when its compositor drew a frame. */
export interface Traced {
  /** Milliseconds between frames that followed each other; a refresh that was missed makes one longer. */
  readonly frames: readonly number[];
  /** Milliseconds of the main thread after each key, or move of a pressed pointer, until the next one. */
  readonly work: readonly number[];
}

const CATEGORIES = [
  'devtools.timeline',
  'disabled-by-default-devtools.timeline',
  'disabled-by-default-devtools.timeline.frame',
];

interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds. */
  readonly ts: number;
  readonly dur?: number;
  readonly args: { readonly name?: string; readonly data?: { readonly type?: string } };
}

/** Traces what is done with the page. `input`: the event that begins a piece of work. */
export async function traced(browser: Browser, page: Page, input: string, work: () => Promise<void>): Promise<Traced> {
  await browser.startTracing(page, { categories: CATEGORIES });
  await work();
  const buffer = await browser.stopTracing();
  const { traceEvents } = JSON.parse(buffer.toString()) as { traceEvents: readonly TraceEvent[] };
  const events = [...traceEvents].sort((a, b) => a.ts - b.ts);
  const main = mainThread(events);
  const frames = events.filter(({ name, pid }) => name === 'DrawFrame' && pid === main.pid).map(({ ts }) => ts);
  return {
    frames: frames.slice(1).map((at, i) => (at - (frames[i] as number)) / 1_000),
    work: workOf(
      events.filter(({ pid, tid }) => pid === main.pid && tid === main.tid),
      input,
    ),
  };
}

/** Of the renderer that did most: a browser keeps others at hand. */
function mainThread(events: readonly TraceEvent[]): TraceEvent {
  const mains = events.filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain');
  const tasksOf = ({ pid, tid }: TraceEvent) =>
    events.filter((event) => event.name === 'RunTask' && event.pid === pid && event.tid === tid).length;
  const [main] = mains.sort((a, b) => tasksOf(b) - tasksOf(a));
  if (!main) throw new Error('the trace has no renderer in it');
  return main;
}

function workOf(events: readonly TraceEvent[], input: string): readonly number[] {
  const inputs = events.filter(({ name, args }) => name === 'EventDispatch' && args.data?.type === input);
  const tasks = events.filter(({ name }) => name === 'RunTask');
  return inputs.map(({ ts }, i) => {
    const next = inputs[i + 1]?.ts ?? Number.POSITIVE_INFINITY;
    // The task that an input is dispatched in has begun before it.
    const own = tasks.filter((task) => endOf(task) > ts && endOf(task) <= next);
    return own.reduce((sum, { dur = 0 }) => sum + dur, 0) / 1_000;
  });
}

const endOf = ({ ts, dur = 0 }: TraceEvent): number => ts + dur;
