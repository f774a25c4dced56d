import { copyFile, mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openBrowser, signedInPage } from '../browser.ts';

const folder = path.resolve(import.meta.dirname, '../screens');
const readme = path.resolve(import.meta.dirname, '../../docs/screens');

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
  await mkdir(folder, { recursive: true });
});
afterAll(() => browser.close());

describe('the picture of the README', () => {
  it('is the exposure screen of the example book; OFFTAKE_SCREENS=1 puts it into the docs', async () => {
    const page = await signedInPage(browser);
    await page.goto(`${inject('origin')}/?book=ai-compute`);
    await page.getByTestId('cell').first().waitFor();
    await page.getByTestId('connection-chip').filter({ hasText: /live/i }).waitFor();
    await page.evaluate(() => document.fonts.ready);
    const file = path.join(folder, 'exposure.png');
    const picture = await page.screenshot({ path: file, animations: 'disabled' });
    expect(picture.length).toBeGreaterThan(20_000);
    if (process.env.OFFTAKE_SCREENS !== '1') return;
    await mkdir(readme, { recursive: true });
    await copyFile(file, path.join(readme, 'exposure.png'));
  });
});
