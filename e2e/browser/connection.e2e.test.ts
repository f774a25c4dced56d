import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openBrowser, signedInPage } from '../browser.ts';

/** A stream that says what the test says: the rest of the page is as ever. */
function scriptStream() {
  const fetchReally = window.fetch;
  const encoder = new TextEncoder();
  const script = { status: 200, say: (_text: string) => {}, cut: () => {} };
  Object.assign(window, { script });
  window.fetch = (input, init) => {
    if (!String(input).endsWith('/stream')) return fetchReally(input, init);
    if (script.status !== 200) return Promise.resolve(new Response('{}', { status: script.status }));
    const body = new ReadableStream({
      start(controller) {
        script.say = (text) => controller.enqueue(encoder.encode(text));
        script.cut = () => controller.error(new TypeError('cut'));
      },
    });
    return Promise.resolve(new Response(body, { headers: { 'content-type': 'text/event-stream' } }));
  };
}

interface Scripted {
  readonly script: { status: number; say(text: string): void; cut(): void };
}

let browser: Browser;
let page: Page;
beforeAll(async () => {
  browser = await openBrowser();
  page = await signedInPage(browser);
  await page.addInitScript(scriptStream);
  await page.goto(`${inject('origin')}/?book=ai-compute`);
  await page.getByTestId('cell').first().waitFor();
});
afterAll(() => browser.close());

const chip = () => page.getByTestId('connection-chip');
const chipSays = (text: string | RegExp) => expect.poll(() => chip().innerText()).toMatch(text);
const says = (event: string, data: object) =>
  page.evaluate(
    (text) => (window as unknown as Scripted).script.say(text),
    `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`,
  );
const note = (text: string) => page.getByRole('note').filter({ hasText: text });

describe('the chip of the connection', () => {
  it('says that it connects, and then that it is live', async () => {
    await chipSays('connecting');
    await says('caught-up', { position: 1 });
    await chipSays('live');
  });

  it('says how many events the numbers are behind, and the numbers say so where it stays so', async () => {
    await says('status', { lag: 3 });
    await chipSays('3 events behind');
    await note('leave out the last 3 events').first().waitFor();
    await says('status', { lag: 0 });
    await chipSays('live');
    await expect.poll(() => note('leave out').count()).toBe(0);
  });

  it('says that nobody knows how far they are behind', async () => {
    await says('status', { lag: null });
    await chipSays('lag unknown');
    await note('nobody knows how far').first().waitFor();
  });

  it('says that it connects again after a break', async () => {
    await page.evaluate(() => (window as unknown as Scripted).script.cut());
    await chipSays('reconnecting');
    await note('no live connection since').first().waitFor();
    await expect.poll(() => says('caught-up', { position: 1 }).then(() => chip().innerText())).toBe('live');
  });

  it('asks for a sign-in where the session has ended', async () => {
    await page.route('**/api/session', (route) => route.fulfill({ status: 401, json: { status: 401 } }));
    await page.evaluate(() => {
      const { script } = window as unknown as Scripted;
      script.status = 401;
      script.cut();
    });
    await page.getByTestId('sign-in').waitFor();
    await chipSays('needs sign-in');
  });
});
