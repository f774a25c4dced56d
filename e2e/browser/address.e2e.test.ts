import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openBrowser, signedInPage } from '../browser.ts';

let browser: Browser;
let page: Page;
beforeAll(async () => {
  browser = await openBrowser();
  page = await signedInPage(browser);
  await page.goto(`${inject('origin')}/deals?book=ai-compute&knownAt=2025-11-30`);
  await page.getByTestId('deal-row').first().waitFor();
});
afterAll(() => browser.close());

/** What of the register is on screen. */
const register = async (on: Page = page) => ({
  rows: await on.getByTestId('deal-row').evaluateAll((rows) => rows.map((row) => row.getAttribute('data-deal'))),
  party: await on.getByRole('combobox', { name: 'Party' }).inputValue(),
  sorted: await on.locator('th[aria-sort=ascending], th[aria-sort=descending]').innerText(),
  time: await on.getByTestId('scrubber').getAttribute('aria-valuetext'),
});
const searchOf = (on: Page) => new URL(on.url()).searchParams;

describe('the address of a screen', () => {
  it('holds what was chosen on it', async () => {
    await page.getByRole('combobox', { name: 'Party' }).selectOption('openai');
    await page.locator('th').getByRole('button', { name: 'Deal' }).focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => searchOf(page).get('sort')).toBe('-title');
    expect(Object.fromEntries(searchOf(page))).toMatchObject({ knownAt: '2025-11-30', party: 'openai' });
  });

  it('gives the same screen after a reload, and to somebody else', async () => {
    const shown = await register();
    expect(shown.rows.length).toBeGreaterThan(1);
    await page.reload();
    await page.getByTestId('deal-row').first().waitFor();
    await expect.poll(() => register()).toEqual(shown);

    const other = await signedInPage(browser);
    await other.goto(page.url());
    await other.getByTestId('deal-row').first().waitFor();
    await expect.poll(() => register(other)).toEqual(shown);
    await other.context().close();
  });

  it('is come back to with all that was on it', async () => {
    const shown = await register();
    await page.getByTestId('deal-row').first().getByRole('link').first().click();
    await page.getByTestId('deal').waitFor();
    expect(searchOf(page).get('knownAt')).toBe('2025-11-30');
    await page.goBack();
    await page.getByTestId('deal-row').first().waitFor();
    await expect.poll(() => register()).toEqual(shown);
  });
});
