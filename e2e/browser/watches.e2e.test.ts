import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { call, record } from '../api.ts';
import { openBrowser, signedInPage } from '../browser.ts';
import { dealAnnounced, givenBook, partyRegistered } from '../given.ts';

const book = 'watches';

let browser: Browser;
let page: Page;

/** The same deal with somebody else. */
const dealWith = (obligee: string, deal: string, quantity: object, day: string) => {
  const announced = dealAnnounced(deal, `Deal with ${obligee}`, 1, day);
  const legs = announced.data.legs.map((leg) => ({ ...leg, obligee, quantity }));
  return { ...announced, data: { ...announced.data, legs } };
};
const usd = (value: string) => ({ qualifier: 'exact', value, unit: 'USD' });

beforeAll(async () => {
  browser = await openBrowser();
  await givenBook(book);
  await record(book, partyRegistered('other', 'Other plc'));
  await record(book, dealWith('other', 'second', usd('900'), '2025-03-01'));
  page = await signedInPage(browser);
  await page.goto(`${inject('origin')}/parties/buyer?book=${book}`);
});
afterAll(() => browser.close());

const rows = () => page.getByTestId('watch');
const outcome = (nth = 0) => rows().nth(nth).getAttribute('data-outcome');
const counted = () => page.getByTestId('crossed-count').getAttribute('data-count');
const keys = async (...pressed: string[]) => {
  for (const key of pressed) await page.keyboard.press(key);
};
/** Goes on with Tab until what has the focus is called so. */
async function tabTo(name: string): Promise<void> {
  for (let i = 0; i < 60; i += 1) {
    await page.keyboard.press('Tab');
    if ((await page.evaluate(() => (document.activeElement as HTMLInputElement | null)?.name)) === name) return;
  }
  throw new Error(`no field ${name} is reached`);
}

describe('a watch, by the keyboard alone', () => {
  it('is made from the page of a party, with what is known filled in', async () => {
    await page.getByRole('link', { name: 'Watch this' }).focus();
    await keys('Enter');
    await page.getByTestId('watch-form').waitFor();
    expect(new URL(page.url()).searchParams.get('party')).toBe('buyer');
    await tabTo('threshold');
    await keys('ControlOrMeta+a', '6', '0', 'Enter');
    await expect.poll(() => outcome()).toBe('not-crossed');
    expect(await rows().first().innerText()).toMatch(
      /Largest counterparty above 60\s?%[\s\S]*Buyer Inc\.[\s\S]*56\.3\s?%/,
    );
    expect(await page.getByTestId('watch-form').count()).toBe(0);
    expect(await counted()).toBe('0');
  });

  it('becomes crossed as soon as an event makes it so, and the screen says it', async () => {
    await page.goto(`${inject('origin')}/?book=${book}`);
    await expect.poll(counted).toBe('0');
    await record(book, dealWith('other', 'third', usd('900'), '2025-04-01'));
    await expect.poll(counted).toBe('1');
    const notice = page.getByTestId('crossing-notice');
    await expect.poll(() => notice.innerText()).toMatch(/Buyer Inc\.: Largest counterparty above 60\s?%/);
    await notice.getByRole('link').focus();
    await keys('Enter');
    await expect.poll(() => outcome()).toBe('crossed');
    await expect.poll(() => rows().first().innerText()).toMatch(/since event 6, 1 Apr 2025/);
    expect(await notice.count()).toBe(0);
  });

  it('is not crossed where time is stepped back, and is again live', async () => {
    await page.getByTestId('scrubber').focus();
    await keys('ArrowLeft');
    await expect.poll(() => outcome()).toBe('not-crossed');
    await expect.poll(counted).toBe('0');
    await keys('End');
    await expect.poll(() => outcome()).toBe('crossed');
    // To come back is no crossing.
    expect(await page.getByTestId('crossing-notice').count()).toBe(0);
  });

  it('cannot be told of where something is undisclosed', async () => {
    await record(book, dealWith('seller', 'fourth', { qualifier: 'undisclosed', unit: 'USD' }, '2025-05-01'));
    await expect.poll(() => outcome()).toBe('cannot-be-told');
    expect(await rows().first().innerText()).toMatch(/between 50\s?% and 100\s?%/);
    expect(await counted()).toBe('0');
  });

  it('is changed, removed and brought back', async () => {
    await page.getByRole('link', { name: 'Edit: Largest counterparty' }).focus();
    await keys('Enter');
    await tabTo('threshold');
    await keys('ControlOrMeta+a', '4', '5', 'Enter');
    await expect.poll(() => outcome()).toBe('crossed');
    await page.getByRole('button', { name: 'Remove: Largest counterparty' }).focus();
    await keys('Enter');
    await expect.poll(() => rows().count()).toBe(0);
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Bring it back');
    await keys('Enter');
    await expect.poll(() => outcome()).toBe('crossed');
  });

  it('is refused at the field that is at fault, and kept as it was typed through a reload', async () => {
    await page.getByRole('link', { name: 'Add a watch' }).first().focus();
    await keys('Enter');
    await tabTo('threshold');
    await keys('ControlOrMeta+a', 'x', 'Enter');
    await expect.poll(() => page.getByTestId('violation').count()).toBe(2);
    expect(await page.evaluate(() => (document.activeElement as HTMLInputElement).name)).toBe('party');
    await page.reload();
    await expect.poll(() => page.locator('[name=threshold]').inputValue()).toBe('x');
  });
});

describe('what somebody watches', () => {
  it('is theirs alone', async () => {
    const made = await call('POST', '/api/keys', { principal: 'another-reader', book });
    const { key } = (await made.json()) as { key: string };
    await call('PUT', `/api/books/${book}/members/another-reader`, { role: 'reader' });
    const seen = await call('GET', `/api/books/${book}/watches`, undefined, { authorization: `Bearer ${key}` });
    expect([seen.status, await seen.json()]).toEqual([200, { watches: [] }]);
  });
});
