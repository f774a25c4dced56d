import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { headersOf } from '../api.ts';
import type { Bench } from '../bench-system.ts';
import { dealAnnounced } from '../books/wording.ts';
import { whenOpened } from '../chromium.ts';
import { Connection } from '../connection.ts';
import type { Sample } from '../figure.ts';
import { quantile } from '../rounds.ts';
import { traced } from '../trace.ts';

/** Where the screens are measured. */
export interface Stage {
  readonly bench: Bench;
  readonly browser: Browser;
  /** A context that is signed in, with empty caches. */
  readonly visit: () => Promise<BrowserContext>;
}

const CELL = '[data-testid=cell]';
const ROW = '[data-testid=deal-row]';
const p95 = (values: readonly number[]): number => quantile(values, 0.95);
/** What a gesture moves by, in pixels, and how many of them in a second: a fast wheel. */
const SCROLLED_PX = 4_000;
const PX_PER_SECOND = 2_000;

/** From the navigation until the figures of the exposure are painted, and until the main thread is free. */
export async function firstScreen(stage: Stage, book: string): Promise<Sample> {
  return onPage(stage, async (page) => {
    const open = async () => {
      await page.goto(`${stage.bench.url}/?book=${book}`, { waitUntil: 'commit' });
      return whenOpened(page, CELL);
    };
    const cold = await open();
    await page.goto('about:blank');
    const warm = await open();
    return { coldPainted: cold.painted, coldInteractive: cold.interactive, warmInteractive: warm.interactive };
  });
}

/** Single steps by the keyboard from three places of the book, and a drag over all of it. */
export async function scrubber(stage: Stage, book: string): Promise<Sample> {
  const { browser, bench } = stage;
  return onPage(stage, async (page) => {
    await opened(page, `${bench.url}/?book=${book}`, CELL);
    const slider = page.getByTestId('scrubber');
    const track = await slider.boundingBox();
    if (!track) throw new Error('the track is not on screen');
    const at = (share: number) => track.x + track.width * share;
    const middle = track.y + track.height / 2;
    const latencies: number[] = [];
    const work: number[] = [];
    for (const share of [0.9, 0.5, 0.2]) {
      // The first place folds the book: that is not a step.
      await page.mouse.click(at(share), middle);
      await slider.focus();
      await sleep(bench.quick ? 100 : 1_000);
      const steps = await traced(browser, page, 'keydown', () =>
        pressed(page, bench.quick ? 2 : 20, ['ArrowLeft'], latencies),
      );
      work.push(...steps.work);
    }
    const dragged = await traced(browser, page, 'pointermove', async () => {
      await page.mouse.move(at(0.95), middle);
      await page.mouse.down();
      for (let share = 0.95; share > 0.05; share -= bench.quick ? 0.3 : 0.01) await page.mouse.move(at(share), middle);
      await page.mouse.up();
    });
    return { work: p95(work), painted: p95(latencies), frame: p95(dragged.frames) };
  });
}

/** The matrix of all parties: opened, scrolled both ways, and walked through by the keyboard. */
export async function matrix(stage: Stage, book: string): Promise<Sample> {
  const { browser, bench } = stage;
  return onPage(stage, async (page) => {
    const { painted, interactive } = await opened(page, `${bench.url}/?book=${book}&view=matrix`, CELL);
    const down = await traced(browser, page, 'wheel', () => scrolled(page, 0, bench.quick ? 200 : SCROLLED_PX));
    await page.evaluate(() => document.getElementById('main')?.scrollTo(0, 300));
    const across = await traced(browser, page, 'wheel', () => scrolled(page, bench.quick ? 200 : SCROLLED_PX, 0));
    const latencies: number[] = [];
    await page.locator(CELL).first().focus();
    await pressed(page, bench.quick ? 2 : 40, ['Tab'], latencies);
    return { painted, interactive, down: p95(down.frames), across: p95(across.frames), tab: p95(latencies) };
  });
}

/** The register: scrolled, and searched letter by letter. */
export async function register(stage: Stage, book: string): Promise<Sample> {
  const { browser, bench } = stage;
  return onPage(stage, async (page) => {
    await opened(page, `${bench.url}/deals?book=${book}`, ROW);
    const down = await traced(browser, page, 'wheel', () => scrolled(page, 0, bench.quick ? 200 : SCROLLED_PX));
    const latencies: number[] = [];
    await page.getByRole('searchbox').focus();
    const typed = ['d', 'e', 'a', 'l', '-', '7', '7', 'Backspace', '3', 'Backspace', 'Backspace', 'Backspace'];
    await pressed(page, bench.quick ? 2 : 2 * typed.length, typed, latencies);
    return { frame: p95(down.frames), key: p95(latencies) };
  });
}

const EVENTS = 60;
const LATEST_MS = 10_000;
const announced = new Map<string, number>();

/** One event after the other through the API, with the exposure open: until the headline that it changes is painted. */
export async function paintedEvents(stage: Stage, book: string): Promise<Sample> {
  const { bench } = stage;
  return onPage(stage, async (page) => {
    let seen: (at: number) => void = () => {};
    await page.exposeFunction('tellPainted', (at: number) => seen(at));
    await opened(page, `${bench.url}/?book=${book}&kind=payment&unit=USD`, CELL);
    await page.evaluate(tellEachHeadline, '[data-testid=denomination][data-kind=payment][data-unit=USD]');
    const connection = new Connection(bench.commandUrl);
    const latencies: number[] = [];
    while (latencies.length < (bench.quick ? 3 : EVENTS)) {
      const n = announced.get(book) ?? 0;
      announced.set(book, n + 1);
      const shown = new Promise<number>((resolve) => {
        seen = resolve;
      });
      const body = JSON.stringify(dealAnnounced(`painted-${n}`, n));
      const answer = await connection.send('POST', `/api/books/${book}/events`, headersOf(bench), body);
      if (answer.status !== 201) throw new Error(`${answer.status} ${answer.body}`);
      const acknowledged = performance.timeOrigin + performance.now();
      const late = sleep(LATEST_MS, Number.POSITIVE_INFINITY, { ref: false });
      latencies.push(Math.max(0, (await Promise.race([shown, late])) - acknowledged));
      await sleep(100);
    }
    connection.close();
    return { p50: quantile(latencies, 0.5), p95: p95(latencies), longest: Math.max(...latencies) };
  });
}

/** Runs in the page. */
function tellEachHeadline(selector: string): void {
  const exact = () => document.querySelector(`${selector} [data-exact]`)?.getAttribute('data-exact');
  let last = exact();
  new MutationObserver(async () => {
    if (exact() === last) return;
    last = exact();
    const at = performance.timeOrigin + (await window.painted());
    (window as unknown as { tellPainted(at: number): void }).tellPainted(at);
  }).observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-exact'] });
}

async function onPage(stage: Stage, measure: (page: Page) => Promise<Sample>): Promise<Sample> {
  const context = await stage.visit();
  try {
    return await measure(await context.newPage());
  } finally {
    await context.close();
  }
}

/** Opens an address; resolves when it can be used and the book's history is there. */
async function opened(page: Page, address: string, selector: string) {
  await page.goto(address, { waitUntil: 'commit' });
  const at = await whenOpened(page, selector);
  await page.getByTestId('connection-chip').filter({ hasText: /live/i }).waitFor();
  return at;
}

async function scrolled(page: Page, right: number, down: number): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const distance = { xDistance: -right, yDistance: -down, speed: PX_PER_SECOND };
  await session.send('Input.synthesizeScrollGesture', { x: 700, y: 600, ...distance, gestureSourceType: 'mouse' });
  await session.detach();
}

/** Presses keys in turn, each once the one before has been painted; notes how long each took from the key. */
async function pressed(page: Page, times: number, keys: readonly string[], latencies: number[]): Promise<void> {
  for (let n = 0; n < times; n += 1) {
    await page.evaluate(() => window.awaitKey());
    await page.keyboard.press(keys[n % keys.length] as string);
    latencies.push(await page.evaluate(() => window.keyPainted));
  }
}
