import { findChromium } from '@offtake/local/chromium';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import type { Bench } from './bench-system.ts';

export async function launchChromium(): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === null) throw new Error('No Chromium was found; OFFTAKE_CHROMIUM may name one.');
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return chromium.launch({ executablePath, args });
}

/** Opens contexts that are signed in: each has caches of its own. */
export async function visitorOf(bench: Bench, browser: Browser): Promise<() => Promise<BrowserContext>> {
  const code = new URL(await bench.signInLink()).hash.replace('#code=', '');
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(`${bench.url}/api/session`, { method: 'POST', headers, body: JSON.stringify({ code }) });
  const [, name, value] = /^([^=]+)=([^;]+)/.exec(answer.headers.get('set-cookie') ?? '') ?? [];
  if (name === undefined || value === undefined) throw new Error(`no session: ${answer.status}`);
  const cookie = { name, value, domain: new URL(bench.url).hostname, path: '/api' };
  return async () => {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB' });
    await context.addCookies([cookie]);
    await context.addInitScript(measureInPage);
    return context;
  };
}

/** When things happened in a page, in milliseconds since the page was asked for. */
export interface Opened {
  /** What was waited for has been painted. */
  readonly painted: number;
  /** From here on the main thread was free: for 50 ms nothing kept it for longer than a frame. */
  readonly interactive: number;
}

declare global {
  interface Window {
    /** Resolves once there is such an element. */
    readonly opened: (selector: string) => Promise<Opened>;
    /** Resolves once what is there now has been painted: the time. */
    readonly painted: () => Promise<number>;
    /** Takes note of the next key. */
    readonly awaitKey: () => void;
    /** Milliseconds from the key that was taken note of until what it changed was painted. */
    readonly keyPainted: Promise<number>;
  }
}

/** Runs in each page before its own code, and is all that is measured with there: it stands by itself. */
function measureInPage(): void {
  const FREE_MS = 50;
  const FRAME_MS = 1_000 / 60;
  const TICK_MS = 4;
  // A frame is painted right after its animation frame; a message comes in the task after that.
  const painted = () =>
    new Promise<number>((resolve) => {
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve(performance.now());
        port2.postMessage(null);
      });
    });
  const there = (selector: string) =>
    new Promise<void>((resolve) => {
      const look = () => document.querySelector(selector) !== null && (observer.disconnect(), resolve());
      const observer = new MutationObserver(look);
      observer.observe(document, { childList: true, subtree: true });
      look();
    });
  const free = (from: number) =>
    new Promise<number>((resolve) => {
      let [since, last] = [from, performance.now()];
      const tick = () => {
        const now = performance.now();
        if (now - last > TICK_MS + FRAME_MS) since = now;
        last = now;
        if (now - since >= FREE_MS) resolve(since);
        else setTimeout(tick, TICK_MS);
      };
      tick();
    });
  const opened = async (selector: string) => {
    await there(selector);
    const at = await painted();
    return { painted: at, interactive: await free(at) };
  };
  const awaitKey = () => {
    const keyPainted = new Promise<number>((resolve) => {
      const onKey = async ({ timeStamp }: KeyboardEvent) => resolve((await painted()) - timeStamp);
      addEventListener('keydown', onKey, { once: true, capture: true });
    });
    Object.assign(window, { keyPainted });
  };
  Object.assign(window, { opened, painted, awaitKey });
}

export function whenOpened(page: Page, selector: string): Promise<Opened> {
  return page.evaluate((sought) => window.opened(sought), selector);
}
