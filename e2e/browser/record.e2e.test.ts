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
  page = await signedInPage(browser);
  page.setDefaultTimeout(15_000);
});
afterAll(() => browser.close());

/** Fields are named by their place in the request. */
const field = (pointer: string) => page.locator(`[name="${pointer}"]`);
const notice = () => page.getByTestId('recorded-notice');
const preview = (says: string) => page.locator(`[data-testid="preview"][data-says="${says}"]`);
const focused = () =>
  page.evaluate(() => document.activeElement?.getAttribute('name') ?? document.activeElement?.textContent);
const stated = async (query = '') => (await exposures(book, query)).map((row) => row.stated);

/** Goes on with Tab until the focus is on what is looked for. */
async function tabTo(sought: string) {
  for (let i = 0; i < 80 && (await focused()) !== sought; i += 1) await page.keyboard.press('Tab');
  expect(await focused()).toBe(sought);
}

describe('a page that was opened before its book was made', () => {
  it('shows the book as soon as there is one', async () => {
    await page.goto(`${inject('origin')}/?book=${book}`);
    await page.getByText('There is no such book').waitFor();
    await givenBook(book);
    await page.getByTestId('cell').first().waitFor();
  });
});

describe('a payment that is recorded in the form, by mouse', () => {
  it('of more than is owed, is refused before it is sent, at its field and recorded nowhere', async () => {
    await page.goto(`${inject('origin')}/record?book=${book}&type=PerformanceRecorded&deal=supply&leg=price`);
    await preview('incomplete').waitFor();
    await field('/data/quantity/value').fill('1000');
    await field('/announcedOn').fill('2025-03-01');
    await field('/evidence/0/publisher').fill('the test');
    await field('/evidence/0/tier').selectOption('company');
    await preview('refused').waitFor();
    await page.getByTestId('record-submit').click();
    // The quantity as a whole is at fault: the refusal stands within it, and the focus goes there.
    const quantity = page.locator('fieldset').filter({ has: field('/data/quantity/value') });
    const violation = quantity.getByTestId('violation').first();
    await violation.waitFor();
    expect(await violation.getAttribute('data-path')).toMatch(/^\/data\/quantity/);
    await expect.poll(focused).toBe('/data/quantity/qualifier');
    expect(await page.getByRole('alert').innerText()).toMatch(/Not recorded/);
    await expect.poll(() => stated()).toEqual(['700']);
  });

  it('shows the postings that it will make, and makes them', async () => {
    await field('/data/quantity/value').fill('100');
    await preview('recorded').waitFor();
    const rows = page.getByTestId('preview-postings').locator('tbody tr');
    const accounts = await rows.evaluateAll((all) => all.map((row) => row.getAttribute('data-account')));
    expect(accounts.sort()).toEqual(['firm', 'performed']);
    expect(await rows.first().innerText()).toMatch(/Buyer Inc\. → Seller Ltd\.[\s\S]*100\s*USD/);
    await page.getByTestId('record-submit').click();
    await notice().filter({ hasText: 'Recorded at position 4' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/deals/supply');
    await expect.poll(() => page.locator('main').innerText()).toMatch(/600/);
    await expect.poll(() => stated('account=performed')).toEqual(['100']);
  });

  it('can be taken back, which is a retraction with a reason', async () => {
    await notice().getByRole('button', { name: 'Undo' }).click();
    const sheet = page.getByRole('dialog', { name: 'Undo' });
    await sheet.getByLabel('Reason').fill('paid by somebody else');
    await sheet.getByRole('button', { name: 'Retract the event' }).click();
    await notice().filter({ hasText: 'Recorded at position 5' }).waitFor();
    await expect.poll(() => stated()).toEqual(['700']);
    await page.getByTestId('history-entry').filter({ hasText: 'paid by somebody else' }).waitFor();
  });
});

describe('the same by keyboard alone', () => {
  it('is filled in, recorded and taken back', async () => {
    await page.goto(`${inject('origin')}/record?book=${book}&type=PerformanceRecorded&deal=supply&leg=price`);
    await preview('incomplete').waitFor();
    await tabTo('/data/quantity/value');
    await page.keyboard.type('70');
    await tabTo('/evidence/0/publisher');
    await page.keyboard.type('the test');
    await preview('recorded').waitFor();
    await page.keyboard.press('Enter');
    await notice().filter({ hasText: 'Recorded at position 6' }).waitFor();
    await expect.poll(() => stated('account=performed')).toEqual(['70']);
    await tabTo('Undo');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Undo' }).waitFor();
    await tabTo('Retract the event');
    await page.keyboard.press('Enter');
    await notice().filter({ hasText: 'Recorded at position 7' }).waitFor();
    await expect.poll(() => stated()).toEqual(['700']);
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
