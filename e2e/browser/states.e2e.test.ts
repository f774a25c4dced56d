import type { Browser, Page, Route } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { createBook } from '../api.ts';
import { openBrowser, signedInPage } from '../browser.ts';
import { type CutLine, layLine } from '../cut-line.ts';

/** What a panel says while it has not what it should show. */
const deals = '/api/books/ai-compute/deals';
const patient = { timeout: 30_000 };

let browser: Browser;
let page: Page;
beforeAll(async () => {
  browser = await openBrowser();
  page = await signedInPage(browser);
});
afterAll(() => browser.close());

const open = (path: string, more = '') => page.goto(`${inject('origin')}${path}?book=ai-compute${more}`);
/** Answers each read of the deals by `answer`, until it is taken away. */
async function answering(answer: (route: Route) => unknown): Promise<() => Promise<void>> {
  const matches = (url: URL) => url.pathname === deals;
  await page.route(matches, answer);
  return () => page.unroute(matches);
}
const refusal = (status: number) => ({
  status,
  contentType: 'application/problem+json',
  json: { status, title: 'Refused', detail: 'In the words of the server.', requestId: 'request-41' },
});
const row = () => page.getByTestId('deal-row').first();
const panel = () => page.locator('main section.panel');

describe('a panel', () => {
  it('says that it loads, until the answer comes', async () => {
    let arrive = () => {};
    const held = new Promise<void>((resolve) => {
      arrive = resolve;
    });
    const restore = await answering(async (route) => {
      await held;
      await route.continue();
    });
    await open('/deals');
    await panel().getByRole('status').getByText('Loading').waitFor();
    expect(await row().count()).toBe(0);
    arrive();
    await row().waitFor();
    expect(await panel().getByText('Loading').count()).toBe(0);
    await restore();
  });

  it('that was not answered says so, and shows what comes after another try by keyboard', async () => {
    const restore = await answering((route) => route.fulfill(refusal(500)));
    await open('/deals');
    const alert = panel().getByRole('alert');
    await alert.waitFor();
    expect(await alert.innerText()).toMatch(/could not answer this \(500\)[\s\S]*request-41/);
    await restore();
    await alert.getByRole('button', { name: 'Try again' }).focus();
    await page.keyboard.press('Enter');
    await row().waitFor();
    expect(await alert.count()).toBe(0);
  });

  it('that nothing answers is asked for again by itself, twice', async () => {
    let asked = 0;
    const restore = await answering((route) => {
      asked += 1;
      return route.fulfill(refusal(503));
    });
    await open('/deals');
    await panel().getByRole('alert').getByText('Nothing answers at the moment.').waitFor(patient);
    expect(asked).toBe(3);
    await restore();
  });

  it('that may not be read offers no other try, but says who can help', async () => {
    const restore = await answering((route) => route.fulfill(refusal(403)));
    await open('/deals');
    await panel().getByText('Ask an operator of the book').waitFor();
    expect(await panel().getByRole('button', { name: 'Try again' }).count()).toBe(0);
    await restore();
  });

  it('of what does not exist says so', async () => {
    await open('/deals/no-such-deal');
    await page.getByText('There is no such thing at these coordinates.').waitFor();
  });

  it('of an empty book says what will stand there', async () => {
    await createBook('states-empty');
    await page.goto(`${inject('origin')}/deals?book=states-empty`);
    await panel().getByText('Each deal that is announced stands here').waitFor();
  });

  it('dims what stood at the moment before, until the numbers of the new one come', async () => {
    await open('/deals');
    await row().waitFor();
    let arrive = () => {};
    const held = new Promise<void>((resolve) => {
      arrive = resolve;
    });
    const restore = await answering(async (route) => {
      await held;
      await route.continue();
    });
    await page.getByTestId('scrubber').focus();
    await page.keyboard.press('Home');
    await page.locator('main [aria-busy=true]').waitFor();
    arrive();
    await expect.poll(() => page.locator('main [aria-busy=true]').count(), patient).toBe(0);
    await restore();
  });
});

describe('a book whose history cannot be read', () => {
  it('says so on every screen, and has its names after another try', async () => {
    const events = (url: URL) => url.pathname === '/api/books/ai-compute/events';
    await page.route(events, (route) => route.fulfill(refusal(500)));
    await open('/');
    const alert = page.locator('main').getByRole('alert');
    await alert.waitFor();
    await page.unroute(events);
    await alert.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('link', { name: 'OpenAI' }).first().waitFor();
    expect(await alert.count()).toBe(0);
  });
});

describe('a line that is cut', () => {
  const chip = () => page.getByTestId('connection-chip');
  const note = () => page.getByRole('note').filter({ hasText: 'no live connection since' });
  const hasSpanish = () =>
    page.waitForFunction(() =>
      performance.getEntriesByType('resource').some(({ name }) => /\/es-[^/]*\.js$/.test(name)),
    );
  let line: CutLine;
  beforeAll(async () => {
    line = await layLine(inject('origin'));
    await page.goto(`${line.origin}/?book=ai-compute`);
    await chip().and(page.locator('[data-state=live]')).waitFor();
    await page.getByTestId('cell').first().waitFor();
    await hasSpanish();
  });
  afterAll(() => line.close());

  it('leaves the numbers on screen, and they say that they may be out of date', async () => {
    expect(await note().count()).toBe(0);
    line.cut();
    await note().first().waitFor();
    expect(await page.getByTestId('cell').first().isVisible()).toBe(true);
    await expect.poll(() => chip().innerText(), patient).toMatch(/^offline since \d/);
    expect(await chip().getAttribute('role')).toBe('status');
  });

  it('says the same in the other language, whose words it has', async () => {
    const language = page.getByTestId('locale-switch');
    await language.click();
    await page.getByRole('note').filter({ hasText: 'sin conexión en vivo desde' }).first().waitFor();
    expect(await chip().innerText()).toMatch(/^sin conexión desde \d/);
    await language.click();
    await note().first().waitFor();
  });

  it('says of a screen that was never read that it could not be fetched, and leaves the way back', async () => {
    const screens = page.getByRole('navigation', { name: 'Screens' });
    await screens.getByRole('link', { name: 'Stress' }).click();
    await page.getByText('This screen could not be fetched.').waitFor(patient);
    await page.getByRole('button', { name: 'Try again' }).click();
    await screens.getByRole('link', { name: 'Exposure' }).click();
    await page.getByTestId('cell').first().waitFor();
    await note().first().waitFor();
  });

  it('says nothing of the kind of a moment in the past, which does not change', async () => {
    await page.getByTestId('scrubber').focus();
    await page.keyboard.press('ArrowLeft');
    await expect.poll(() => note().count(), patient).toBe(0);
    await page.getByTestId('live-button').click();
    await note().first().waitFor();
  });

  it('is live again once it is mended, without a reload', async () => {
    await page.evaluate(() => Object.assign(window, { openedOnce: true }));
    line.mend();
    await chip().and(page.locator('[data-state=live]')).waitFor(patient);
    await expect.poll(() => note().count(), patient).toBe(0);
    expect(await page.evaluate(() => 'openedOnce' in window)).toBe(true);
  });
});
