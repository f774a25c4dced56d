import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { record } from '../api.ts';
import { openBrowser, signedInPage } from '../browser.ts';
import { givenBook, paid } from '../given.ts';

const book = 'live';

let browser: Browser;
let page: Page;
let firm: Locator;

beforeAll(async () => {
  browser = await openBrowser();
  await givenBook(book);
  page = await signedInPage(browser);
  await page.goto(`${inject('origin')}/?book=${book}`);
  firm = page.locator(
    '[data-testid=cell][data-kind=payment][data-account=firm][data-obligor=buyer][data-obligee=seller]',
  );
  await firm.waitFor();
});
afterAll(() => browser.close());

const shows = (amount: string) => expect.poll(() => firm.innerText(), { timeout: 10_000 }).toMatch(amountOf(amount));
const amountOf = (amount: string) => new RegExp(`(^|[^\\d.,])${amount}([^\\d.,]|$)`);

describe('an open page', () => {
  it('says that it is live', async () => {
    await expect.poll(() => page.getByTestId('connection-chip').innerText()).toMatch(/live/i);
  });

  it('shows a payment as soon as it is recorded, without a reload', async () => {
    await shows('700');
    await page.evaluate(() => Object.assign(window, { openedOnce: true }));
    const { position } = await record(book, paid('supply', 200));
    await page.waitForFunction(() => {
      const cell = document.querySelector(
        '[data-testid=cell][data-account=firm][data-obligor=buyer][data-obligee=seller]',
      );
      return cell?.textContent?.includes('500');
    });
    expect(position).toBe(4);
    expect(await page.evaluate(() => 'openedOnce' in window)).toBe(true);
  });

  it('shows the number of before when it is taken back in time, and the present one when it is live again', async () => {
    await page.getByTestId('scrubber').focus();
    await page.keyboard.press('ArrowLeft');
    await shows('700');
    expect(new URL(page.url()).searchParams.get('knownAt')).toBe('3');
    await page.getByTestId('live-button').click();
    await shows('500');
    expect(new URL(page.url()).searchParams.get('knownAt')).toBeNull();
  });

  it('shows the same number in the past when it is opened there', async () => {
    await page.goto(`${inject('origin')}/?book=${book}&knownAt=3`);
    await shows('700');
    await page.goto(`${inject('origin')}/?book=${book}`);
    await shows('500');
  });

  it('explains a number by what it is the sum of, and checks the sum', async () => {
    await firm.click();
    const explain = page.getByTestId('explain');
    await explain.waitFor();
    expect(await page.getByTestId('explain-sum').innerText()).toMatch(amountOf('500'));
    await expect.poll(() => page.getByTestId('explain-check').getAttribute('data-agrees')).toBe('true');
    expect(await explain.innerText()).toMatch(/700[\s\S]*200/);
    await page.keyboard.press('Escape');
  });
});
