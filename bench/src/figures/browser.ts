import { createBook, importLines, projected } from '../api.ts';
import type { Bench } from '../bench-system.ts';
import { bookOf, dealsOf, ndjson } from '../books/book.ts';
import { partyRegistered } from '../books/wording.ts';
import { launchChromium, visitorOf } from '../chromium.ts';
import { type Figure, type Group, oursAtMost } from '../figure.ts';
import { firstScreen, matrix, paintedEvents, register, type Stage, scrubber } from './browser-screens.ts';

/** What: what a reader waits for in Chromium, in front of the whole system, with books at their limits. */
const EVENTS = 10_000;
const DEALS = 10_000;
const USUAL_EVENTS = 1_000;
/** Of the budget for one refresh of the screen. */
const STEP_MS = 16;
const REFRESH_MS = 17;

const painted = (figure: string, ours: string, most?: number): Figure => ({
  figure,
  unit: 'ms',
  ours,
  ...(most === undefined ? {} : { goal: oursAtMost(most) }),
});

export const browser: Group = {
  name: 'browser',
  // A page is opened anew for each measurement.
  warmUp: false,
  rounds: 3,
  figures: [
    painted('first screen, cold cache, until its numbers are painted', 'first.coldPainted'),
    painted('first screen, cold cache, until it can be used', 'first.coldInteractive'),
    painted('first screen, warm cache, until it can be used', 'first.warmInteractive'),
    painted('acknowledged → painted, p50', 'live.p50'),
    painted('acknowledged → painted, p95', 'live.p95', 150),
    painted('acknowledged → painted, longest', 'live.longest'),
    painted('scrubber, 10,000 events: work of a step, p95', 'scrubber.work', STEP_MS),
    painted('scrubber, 10,000 events: key → painted, p95', 'scrubber.painted'),
    painted('scrubber, 10,000 events: frame while dragged, p95', 'scrubber.frame', REFRESH_MS),
    painted('matrix, 200 parties, until its numbers are painted', 'matrix.painted'),
    painted('matrix, 200 parties, until it can be used', 'matrix.interactive'),
    painted('matrix, 200 parties: frame while scrolled down, p95', 'matrix.down', REFRESH_MS),
    painted('matrix, 200 parties: frame while scrolled across, p95', 'matrix.across', REFRESH_MS),
    painted('matrix, 200 parties: Tab → painted, p95', 'matrix.tab'),
    painted('register, 10,000 deals: frame while scrolled, p95', 'register.frame', REFRESH_MS),
    painted('register, 10,000 deals: key in the search → painted, p95', 'register.key'),
  ],
  async prepare(bench) {
    const full = bench.quick ? 300 : EVENTS;
    await fill(bench, 'browser-full', bookOf(full));
    await fill(bench, 'browser-usual', bookOf(bench.quick ? 300 : USUAL_EVENTS));
    await fill(bench, 'browser-deals', dealsOf(bench.quick ? 60 : DEALS));
    const live = [...bookOf(bench.quick ? 300 : USUAL_EVENTS), partyRegistered('buyer'), partyRegistered('seller')];
    await fill(bench, 'browser-live', live);
    const chromium = await launchChromium();
    const stage: Stage = { bench, browser: chromium, visit: await visitorOf(bench, chromium) };
    return {
      sides: {
        first: () => firstScreen(stage, 'browser-usual'),
        live: () => paintedEvents(stage, 'browser-live'),
        scrubber: () => scrubber(stage, 'browser-full'),
        matrix: () => matrix(stage, 'browser-full'),
        register: () => register(stage, 'browser-deals'),
      },
      end: () => chromium.close(),
    };
  },
};

async function fill(bench: Bench, book: string, events: Iterable<object>): Promise<void> {
  await createBook(bench, book);
  await projected(bench, book, await importLines(bench, book, ndjson(events)));
}
