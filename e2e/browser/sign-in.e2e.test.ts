import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openBrowser } from '../browser.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

describe('somebody who is not signed in', () => {
  it('is asked for the link, and sees nothing of the books', async () => {
    const page = await browser.newPage();
    await page.goto(`${inject('origin')}/deals`);
    await page.getByTestId('sign-in').waitFor();
    expect(await page.content()).not.toContain('OpenAI');
  });
});

describe('the printed link', () => {
  it('signs in once, for a session that no script can read, and leaves no code in the address', async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(inject('signInLink'));
    await page.getByTestId('connection-chip').waitFor();
    expect(page.url()).not.toContain('code');
    const [cookie] = await context.cookies(`${inject('origin')}/api`);
    expect(cookie).toMatchObject({ name: 'offtake_session', httpOnly: true, sameSite: 'Strict', path: '/api' });

    const other = await (await browser.newContext()).newPage();
    await other.goto(inject('signInLink'));
    await other.getByTestId('sign-in').waitFor();
  });
});
