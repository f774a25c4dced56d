import AxeBuilder from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openBrowser, signedInPage } from '../browser.ts';
import { inspectLayout } from './layout-faults.ts';

/** The parts of a party's page, as they are laid out and as a reader of the screen finds them. */
const parts: Readonly<Record<string, string>> = {
  overview: '&kind=chips&unit=MW',
  concentration: '&view=concentration',
  'run-off': '&view=due',
  delivery: '&view=delivery',
  targets: '&view=targets&target=compute-build-out',
};

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

async function open(page: Page, query: string): Promise<void> {
  await page.goto(`${inject('origin')}/parties/openai?book=ai-compute${query}`);
  await page.getByTestId('connection-chip').filter({ hasText: /live/i }).waitFor();
  const figures = page.locator('[data-testid=explained], [data-testid=leg-delivery]');
  await figures.filter({ visible: true }).first().waitFor();
  await page.evaluate(() => document.fonts.ready);
}

describe.each([375, 768, 1440])('at a width of %i px', (width) => {
  it.each(Object.entries(parts))('%s overflows nowhere, and nothing lies on anything else', async (_name, query) => {
    const page = await signedInPage(browser, { width, height: 900 });
    await open(page, query);
    const { faults } = await page.evaluate(inspectLayout);
    expect(faults).toEqual([]);
    await page.context().close();
  });
});

describe.each(['light', 'dark'] as const)('in the %s theme', (colorScheme) => {
  it.each(Object.entries(parts))('axe finds nothing on %s', async (_name, query) => {
    const page = await signedInPage(browser);
    await page.emulateMedia({ colorScheme });
    await open(page, query);
    const { violations } = await new AxeBuilder({ page })
      .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
      .analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
    await page.context().close();
  });
});
