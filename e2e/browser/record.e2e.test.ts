import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { exposures } from '../api.ts';
import { openBrowser, signedInPage } from '../browser.ts';
import { givenBook } from '../given.ts';

const book = 'record';
let browser: Browser;
let page: Page;

beforeAll(async () => {
  browser = await openBrowser();
  await givenBook(book);
  page = await signedInPage(browser);
  await page.goto(`${inject('origin')}/record?book=${book}&type=PerformanceRecorded&deal=supply&leg=price`);
  await page.getByTestId('record-form').waitFor();
});
afterAll(() => browser.close());

/** Fields are named by their place in the request. */
const field = (pointer: string) => page.locator(`[name="${pointer}"]`);

describe('a payment that is recorded in the form', () => {
  it('of more than is owed, is refused at its field and recorded nowhere', async () => {
    await field('/data/quantity/qualifier').selectOption('exact');
    await field('/data/quantity/value').fill('1000');
    await field('/data/quantity/unit').fill('USD');
    await field('/announcedOn').fill('2025-03-01');
    await field('/evidence/0/publisher').fill('the test');
    await field('/evidence/0/tier').selectOption('company');
    await page.getByTestId('record-submit').click();
    // The quantity as a whole is at fault: the refusal stands within it.
    const quantity = page.locator('fieldset').filter({ has: field('/data/quantity/value') });
    const violation = quantity.getByTestId('violation').first();
    await violation.waitFor();
    expect(await violation.getAttribute('data-path')).toMatch(/^\/data\/quantity/);
    expect((await exposures(book)).map(({ stated }) => stated)).toEqual(['700']);
  });

  it('is recorded once it is right, and shown at once', async () => {
    await field('/data/quantity/value').fill('100');
    await page.getByTestId('record-submit').click();
    await expect
      .poll(async () => (await exposures(book, 'account=performed')).map(({ stated }) => stated))
      .toEqual(['100']);
    await page.goto(`${inject('origin')}/deals/supply?book=${book}`);
    await expect.poll(() => page.locator('main').innerText()).toMatch(/600/);
  });
});

describe('the client in Spanish', () => {
  it('says its words in Spanish', async () => {
    await page.goto(`${inject('origin')}/?book=${book}`);
    await page.getByTestId('locale-switch').click();
    await expect.poll(() => page.locator('html').getAttribute('lang')).toBe('es');
    await expect.poll(() => page.locator('body').innerText()).toMatch(/Exposici/);
  });
});
