import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { call, createBook, read } from '../api.ts';
import { desktop, openBrowser, signedInPage } from '../browser.ts';

const book = 'access-of-a-book';
const patient = { timeout: 20_000 };
let browser: Browser;
let page: Page;

beforeAll(async () => {
  browser = await openBrowser();
  await createBook(book);
  page = await signedInPage(browser);
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'], { origin: inject('origin') });
  await open(page);
});
afterAll(() => browser.close());

async function open(on: Page): Promise<void> {
  // The reading side hears of a new book once a second.
  await vi.waitFor(async () => expect((await call('GET', `/api/books/${book}`)).status).toBe(200), patient);
  await on.goto(`${inject('origin')}/operations?book=${book}`);
  await on.getByTestId('members').waitFor();
}

const members = () => read<{ members: object[] }>(`/api/books/${book}/members`).then((answer) => answer.members);
const member = (principal: string) => page.locator(`[data-testid=member][data-principal="${principal}"]`);
const focused = () => page.evaluate(() => document.activeElement?.textContent?.trim());

describe('the members of a book', () => {
  it('are none at first, and the page says who comes in then', async () => {
    await expect.poll(() => page.getByTestId('members').innerText(), patient).toContain('Nobody is a member yet');
  });

  it('are added by keyboard; a name that cannot be one is refused at its field', async () => {
    const name = page.getByLabel('Name of a new member');
    await name.fill('no name');
    await name.press('Enter');
    const refusal = page.getByTestId('member-form').getByRole('alert');
    await expect.poll(() => refusal.innerText(), patient).toMatch(/^Begin with a letter or a digit/);
    expect(await name.getAttribute('aria-describedby')).toBe(await refusal.getAttribute('id'));
    await name.fill('ana@example.org');
    await name.press('Enter');
    await member('ana@example.org').waitFor();
    expect(await members()).toEqual([{ principal: 'ana@example.org', role: 'reader' }]);
  });

  it('get another role when it is saved, not when it is chosen', async () => {
    await page.getByLabel('Role of ana@example.org').selectOption('operator');
    expect(await members()).toEqual([{ principal: 'ana@example.org', role: 'reader' }]);
    await page.getByRole('button', { name: 'Save' }).click();
    await expect.poll(members, patient).toEqual([{ principal: 'ana@example.org', role: 'operator' }]);
  });

  it('are removed after one more question, which Escape answers with no', async () => {
    const remove = member('ana@example.org').getByRole('button', { name: 'Remove' });
    await remove.press('Enter');
    expect(await focused()).toBe('Leave it');
    await page.keyboard.press('Escape');
    expect(await focused()).toMatch(/^Remove/);
    await remove.press('Enter');
    await member('ana@example.org').getByRole('button', { name: 'Remove', exact: true }).click();
    await expect.poll(members, patient).toEqual([]);
  });
});

describe('a key', () => {
  let made: string;

  it('is shown once, with a button that copies it', async () => {
    await page.getByLabel('For whom').fill('reader@example.org');
    await page.getByLabel('What for').fill('a nightly report');
    await page.getByLabel('For how long').selectOption('30');
    await page.getByLabel('What for').press('Enter');
    const shown = page.getByTestId('made-key').getByRole('textbox');
    made = await shown.inputValue();
    expect(made).toMatch(/^ofk_[0-9a-f]+_[0-9a-f]+$/);
    await page.getByRole('button', { name: 'Copy' }).click();
    await page.getByText('Copied').waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(made);
    await page.getByRole('button', { name: 'I have it' }).click();
    expect(await page.content()).not.toContain(made);
  });

  it('is listed with what it is for, where it is good and until when', async () => {
    const text = await page.locator('[data-testid=key]', { hasText: 'a nightly report' }).innerText();
    for (const said of ['reader@example.org', `only in ${book}`, 'never used', 'good until'])
      expect(text).toContain(said);
  });

  it('of the platform itself is refused to a name that is not theirs, at its field', async () => {
    await page.getByLabel('For whom').fill('platform-operator');
    await page.getByRole('button', { name: 'Make a key' }).click();
    const refusal = page.getByTestId('key-form').getByRole('alert');
    await expect.poll(() => refusal.innerText(), patient).toBe('This name is what the platform calls somebody itself.');
  });

  it('that is revoked is no longer good', async () => {
    const key = page.locator('[data-testid=key]', { hasText: 'a nightly report' });
    await key.getByRole('button', { name: 'Revoke' }).press('Enter');
    await key.getByRole('button', { name: 'Revoke it' }).press('Enter');
    await expect.poll(() => key.getAttribute('data-state'), patient).toBe('revoked');
    const answer = () =>
      fetch(`${inject('origin')}/api/session`, { headers: { authorization: `Bearer ${made}` } }).then((a) => a.status);
    await expect.poll(answer, patient).toBe(401);
  });
});

describe('somebody who only reads the book', () => {
  it('is told who sees its members and its keys', async () => {
    const principal = 'only-reads';
    await call('PUT', `/api/books/${book}/members/${principal}`, { role: 'reader' });
    const answer = await call('POST', '/api/keys', { principal, book });
    const { key } = (await answer.json()) as { key: string };
    const context = await browser.newContext({
      viewport: desktop,
      extraHTTPHeaders: { authorization: `Bearer ${key}` },
    });
    const reader = await context.newPage();
    await open(reader);
    const said = () => reader.getByTestId('not-operator').allInnerTexts();
    await expect
      .poll(said, patient)
      .toEqual([
        'Only those who operate this book see its members, and change them.',
        'Only those who operate a book see its keys, and make them.',
      ]);
    await reader.getByRole('link', { name: 'Exposure' }).click();
    await expect.poll(() => reader.locator('main').innerText(), patient).toContain('you may only read it');
    await context.close();
  });
});
