import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openBrowser, signedInPage } from '../browser.ts';
import { openScreen } from './inspect-screen.ts';
import { type ListedScreen, SCREENS } from './screen-list.ts';
import { STATES } from './screen-states.ts';

const root = path.resolve(import.meta.dirname, '../..');
const asked = process.env['OFFTAKE_SCREENS'] === '1';
/** Only those that are asked for are kept with the code. */
const folder = path.join(root, asked ? 'docs/screens' : 'e2e/screens');
const BOOK = 'ai-compute';
const WIDTHS = [1440, 768, 375];
const QUALITY = 70;
/** Seen in the dark as well; the rest differs from its light picture by its colours alone. */
const IN_THE_DARK = new Set(['exposure', 'run-off of a party', 'flows', 'what is behind a number']);

let browser: Browser;
let page: Page;
beforeAll(async () => {
  browser = await openBrowser();
  page = await signedInPage(browser);
  await mkdir(folder, { recursive: true });
});
afterAll(() => browser.close());

const fileOf = (name: string, look: string | number) =>
  path.join(folder, `${name.replaceAll(/[^a-z]+/g, '-')}-${look}.jpg`);

async function take(name: string, look: string | number): Promise<void> {
  const options = { type: 'jpeg', quality: QUALITY, animations: 'disabled' } as const;
  await page.screenshot({ ...options, path: fileOf(name, look) });
}

/** Looked at by people: none of them is taken, and none skipped, unless they are asked for. */
const toTake: readonly ListedScreen[] = asked ? [...SCREENS, ...STATES] : [];

describe('the pictures in the docs', () => {
  it('show the exposure screen of the example book; OFFTAKE_SCREENS=1 puts it into the docs', async () => {
    await page.goto(`${inject('origin')}/?book=${BOOK}`);
    await page.getByTestId('cell').first().waitFor();
    await page.getByTestId('connection-chip').filter({ hasText: /live/i }).waitFor();
    await page.evaluate(() => document.fonts.ready);
    const picture = await page.screenshot({ path: path.join(folder, 'exposure.png'), animations: 'disabled' });
    expect(picture.length).toBeGreaterThan(20_000);
  });

  it.each(toTake)('show $name', async (screen: ListedScreen) => {
    // What one of them makes the server answer is not for the next.
    await page.context().close();
    page = await signedInPage(browser);
    await openScreen(page, screen, BOOK);
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: width < 768 ? 812 : 900 });
      await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
      await take(screen.name, width);
    }
    if (!IN_THE_DARK.has(screen.name)) return;
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.evaluate(() => (document.documentElement.dataset['theme'] = 'dark'));
    await take(screen.name, 'dark');
  });
});
