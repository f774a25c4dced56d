import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { exposures } from '../api.ts';
import { openBrowser, signedInPage } from '../browser.ts';
import { givenBook } from '../given.ts';

const book = 'import';
let browser: Browser;
let page: Page;

beforeAll(async () => {
  browser = await openBrowser();
  await givenBook(book);
  page = await signedInPage(browser);
  page.setDefaultTimeout(15_000);
  await page.goto(`${inject('origin')}/record?book=${book}`);
  await page.getByRole('link', { name: 'Import many' }).click();
  await page.locator('[name="import-text"]').waitFor();
});
afterAll(() => browser.close());

const text = () => page.locator('[name="import-text"]');
const totals = () => page.getByTestId('import-totals');
const lines = async () =>
  page
    .getByTestId('import-lines')
    .locator('tbody tr')
    .evaluateAll((rows) =>
      rows.map((row) => [row.getAttribute('data-line'), row.getAttribute('data-verdict')].join(' ')),
    );
const paid = async () => (await exposures(book, 'account=performed')).map(({ stated }) => stated);

/** As it comes from a spreadsheet: names of its author's own, and a number as the spreadsheet wrote it. */
const rows = (second: string) =>
  `Deal\tLeg\tAmount\tDate\tNotes\nsupply\tprice\t100\t2025-03-01\tfirst\nsupply\tprice\t${second}\t2025-04-01\t\nsupply\tprice\t20\t2025-05-01\t\n`;

describe('rows that are pasted from a spreadsheet', () => {
  it('are read by the names of their columns, and what is not understood is said', async () => {
    await text().fill(rows('1,5'));
    await page.locator('[name="import-type"]').selectOption('PerformanceRecorded');
    await page.getByText('1 column is not understood').waitFor();
    await page.getByLabel('Notes').selectOption('');
    await page.getByText('Every column is understood').waitFor();
    await page.locator('[name="same-data.quantity.qualifier"]').selectOption('exact');
    await page.locator('[name="same-data.quantity.unit"]').fill('USD');
    await page.locator('[name="same-publisher"]').fill('treasury');
    await page.locator('[name="same-tier"]').selectOption('company');
  });

  it('are still there after a reload', async () => {
    await page.reload();
    await expect.poll(() => text().inputValue()).toBe(rows('1,5'));
    expect(await page.locator('[name="same-publisher"]').inputValue()).toBe('treasury');
  });

  it('are tried out first: each line, its verdict, the rule and the column', async () => {
    await page.getByRole('button', { name: 'Try it out' }).click();
    await totals().filter({ hasText: '2 would be recorded' }).filter({ hasText: '1 refused' }).waitFor();
    expect(await lines()).toEqual(['2 recorded', '3 refused', '4 recorded']);
    expect(await page.locator('[data-line="3"]').innerText()).toMatch(/Amount:[\s\S]*spreadsheet-number/);
    expect(await paid()).toEqual([]);
  });

  it('are recorded up to the first refused line, which is named', async () => {
    await page.getByRole('button', { name: 'Record 2 events' }).click();
    await totals().filter({ hasText: '1 recorded' }).waitFor();
    await page.getByText('It stands at line 3.').waitFor();
    await expect.poll(paid).toEqual(['100']);
  });
});

describe('the same rows, mended and sent again by keyboard alone', () => {
  it('are recorded where they were not, and never twice', async () => {
    const press = async (name: string) => {
      const sought = page.getByRole('button', { name });
      await sought.waitFor();
      const isThere = () => sought.evaluate((button) => button === document.activeElement);
      for (let i = 0; i < 60 && !(await isThere()); i += 1) await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
    };
    await text().focus();
    await page.keyboard.press('Control+A');
    await page.keyboard.insertText(rows('1.5'));
    await press('Try it out');
    await totals().filter({ hasText: '1 was recorded before' }).waitFor();
    await press('Record 2 events');
    await totals().filter({ hasText: '2 recorded' }).waitFor();
    await expect.poll(paid).toEqual(['121.5']);
    await page.getByRole('link', { name: 'See what was recorded' }).click();
    await page.getByTestId('feed-row').nth(5).waitFor();
  });
});
