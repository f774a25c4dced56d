import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openBrowser, signedInPage } from '../browser.ts';

let browser: Browser;
let page: Page;

beforeAll(async () => {
  browser = await openBrowser();
  page = await signedInPage(browser);
  await page.goto(`${inject('origin')}/?book=ai-compute`);
  await page.getByTestId('connection-chip').filter({ hasText: /live/i }).waitFor();
});
afterAll(() => browser.close());

const input = () => page.getByTestId('palette-input');

async function ask(query: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await input().waitFor();
  await page.keyboard.type(query);
}

/** What fits best is marked by itself: Enter takes it. */
async function chooseFirst(): Promise<void> {
  await page.locator('[data-testid="palette-command"][data-focused]').waitFor();
  await page.keyboard.press('Enter');
}

describe('the command palette, by keyboard alone', () => {
  it('goes to the deal that is typed', async () => {
    await ask('openai-aws');
    await chooseFirst();
    await expect.poll(() => new URL(page.url()).pathname).toBe('/deals/openai-aws');
    await expect.poll(() => input().count()).toBe(0);
  });

  it('takes the screen to what was known on a day that is typed', async () => {
    await ask('2025-10-31');
    await page.getByText('What was known on 31 Oct 2025').waitFor();
    await chooseFirst();
    await expect.poll(() => new URL(page.url()).searchParams.get('knownAt')).toBe('2025-10-31');
    expect(new URL(page.url()).pathname).toBe('/deals/openai-aws');
  });

  it('opens the form of an event', async () => {
    await ask('performance');
    await chooseFirst();
    await expect.poll(() => new URL(page.url()).searchParams.get('type')).toBe('PerformanceRecorded');
  });

  it('closes on Escape, leaves time where it is, and gives the focus back', async () => {
    await page.getByTestId('palette-button').focus();
    await ask('');
    await page.keyboard.press('Escape');
    await expect.poll(() => input().count()).toBe(0);
    expect(new URL(page.url()).searchParams.get('knownAt')).toBe('2025-10-31');
    expect(await page.getByTestId('palette-button').evaluate((button) => button === document.activeElement)).toBe(true);
  });

  it('says so where nothing is called so', async () => {
    await ask('zzzz');
    await page.getByText('Nothing is called so.', { exact: false }).waitFor();
    // The first one takes back what was typed.
    await page.keyboard.press('Escape');
    await expect.poll(() => input().inputValue()).toBe('');
    await page.keyboard.press('Escape');
    await expect.poll(() => input().count()).toBe(0);
  });
});

describe('the command palette, while the history plays', () => {
  it('stays at the day that is typed', async () => {
    await page.emulateMedia({ reducedMotion: 'no-preference' });
    await page.goto(`${inject('origin')}/?book=ai-compute&knownAt=3`);
    await page.getByRole('button', { name: 'Play', exact: true }).click();
    await page.getByRole('button', { name: 'Pause' }).waitFor();
    await ask('2025-10-31');
    await chooseFirst();
    await page.getByRole('button', { name: 'Play', exact: true }).waitFor();
    await expect.poll(() => new URL(page.url()).searchParams.get('knownAt')).toBe('2025-10-31');
    await page.emulateMedia({ reducedMotion: 'reduce' });
  });
});

describe('the command palette, by mouse', () => {
  it('changes the theme and the language', async () => {
    await page.getByTestId('palette-button').click();
    await input().fill('dark theme');
    await page.getByTestId('palette-command').first().click();
    await expect.poll(() => page.evaluate(() => document.documentElement.dataset['theme'])).toBe('dark');
    await page.getByTestId('palette-button').click();
    await input().fill('español');
    await page.getByTestId('palette-command').first().click();
    await expect.poll(() => page.evaluate(() => document.documentElement.lang)).toBe('es');
  });
});
