import AxeBuilder from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openBrowser, signedInPage } from '../browser.ts';
import { inspectLayout } from './layout-faults.ts';

const book = 'ai-compute';
const screens = {
  exposure: '/',
  deals: '/deals',
  'a deal': '/deals/openai-aws',
  feed: '/feed',
  record: '/record',
  operations: '/operations',
};
const widths = [375, 768, 1440];
const maxFontSizes = 6;

let browser: Browser;
const allFontSizes = new Set<string>();

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

async function open(page: Page, path: string): Promise<void> {
  await page.goto(`${inject('origin')}${path}?book=${book}`);
  await page.getByTestId('connection-chip').filter({ hasText: /live/i }).waitFor();
  await page.evaluate(() => document.fonts.ready);
}

describe.each(widths)('at a width of %i px', (width) => {
  it.each(Object.entries(screens))('%s overflows nowhere, and nothing lies on anything else', async (_name, path) => {
    const page = await signedInPage(browser, { width, height: 900 });
    await open(page, path);
    const { faults, fontSizes } = await page.evaluate(inspectLayout);
    expect(faults).toEqual([]);
    for (const size of fontSizes) allFontSizes.add(size);
    await page.context().close();
  });
});

describe('all screens together', () => {
  it('use at most six sizes of type', () => {
    expect(allFontSizes.size).toBeGreaterThan(0);
    expect(allFontSizes.size).toBeLessThanOrEqual(maxFontSizes);
  });
});

describe.each(['light', 'dark'] as const)('in the %s theme', (colorScheme) => {
  it.each(Object.entries(screens))('axe finds nothing on %s', async (_name, path) => {
    const page = await signedInPage(browser);
    await page.emulateMedia({ colorScheme });
    await open(page, path);
    const { violations } = await new AxeBuilder({ page })
      .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
      .analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
    await page.context().close();
  });
});
