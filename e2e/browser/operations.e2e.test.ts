import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openBrowser, signedInPage } from '../browser.ts';
import { answerWithTrouble, halted } from './operations-in-trouble.ts';

/** The page asks once a second. */
const patient = { timeout: 60_000 };

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const open = async (page: Page) => {
  await page.goto(`${inject('origin')}/operations?book=ai-compute`);
  await page.getByTestId('projected-book').first().waitFor();
  await page.evaluate(() => document.fonts.ready);
};

/** The page as it is while much is wrong, which a system that is well does not show. */
async function openInTrouble(page: Page): Promise<void> {
  await answerWithTrouble(page);
  await open(page);
}

describe('the operations of a system that is well', () => {
  it('say what carries the events, and that the example book is not behind', async () => {
    const page = await signedInPage(browser);
    await open(page);
    await expect
      .poll(() => page.getByTestId('event-source').innerText(), patient)
      .toMatch(/Apache Kafka, connected since/);
    const row = page.locator('[data-testid=projected-book][data-book=ai-compute]');
    await expect.poll(() => row.getByRole('cell').last().innerText(), patient).toBe('0');
    expect(await row.getByRole('button', { name: /resume/i }).count()).toBe(0);
    const services = () => page.getByTestId('service').allInnerTexts();
    await expect
      .poll(services, patient)
      .toEqual([
        expect.stringMatching(/^Command service, which records: ready/),
        expect.stringMatching(/^Projection service, which answers reads: ready/),
      ]);
    // Its events go by one partition, of which nothing is left to read.
    const partition = page.getByTestId('partition').filter({ hasText: 'ai-compute' });
    await expect.poll(() => partition.getByRole('cell').last().innerText(), patient).toBe('0');
    const [, readUpTo, end] = await partition.getByRole('cell').allInnerTexts();
    expect(readUpTo).toBe(end);
    await page.context().close();
  });

  it('rebuild the read models when they are told to, and say that old and new are the same', async () => {
    const page = await signedInPage(browser);
    await open(page);
    const report = page.getByTestId('rebuild-report');
    const newest = async () => ((await report.count()) > 0 ? Number(await report.getAttribute('data-generation')) : 0);
    const before = await newest();
    // One of another test may still be clearing up after itself.
    const begun = async () => {
      await page.getByRole('button', { name: 'Rebuild the read models' }).click();
      return newest();
    };
    await expect.poll(begun, { ...patient, interval: 1_000 }).toBeGreaterThan(before);
    await expect.poll(() => report.getAttribute('data-state'), patient).toBe('done');
    await expect.poll(() => page.getByTestId('comparison').innerText(), patient).toMatch(/are the same, row by row/);
    const rebuilt = `Generation ${await newest()} is read now`;
    await expect.poll(() => page.getByTestId('rebuild').innerText(), patient).toContain(rebuilt);
    await page.context().close();
  });
});

describe('services and partitions in trouble', () => {
  it('say what keeps them from their work, and how far behind they are', async () => {
    const page = await signedInPage(browser);
    await openInTrouble(page);
    const services = await page.getByTestId('services').innerText();
    for (const said of ['does not answer', 'fetch failed', 'not ready', 'behind the ledger: ai-compute'])
      expect(services).toContain(said);
    const cells = (partition: number) =>
      page.locator(`[data-testid=partition][data-partition="${partition}"]`).getByRole('cell').allInnerTexts();
    expect(await cells(0)).toEqual(['ai-compute', '1,040', '1,096', '56']);
    expect(await cells(1)).toEqual(['other', '–', '9', 'read by another node']);
    await page.context().close();
  });
});

describe('a book that stands still', () => {
  it('says at which event, why and since when; another says that its lag is not known', async () => {
    const page = await signedInPage(browser);
    await openInTrouble(page);
    const text = await page.locator('[data-testid=projected-book][data-book=ai-compute]').innerText();
    for (const said of [halted.reason, halted.event, '3 Feb 2026', '56']) expect(text).toContain(said);
    const other = await page.locator('[data-testid=projected-book][data-book=other]').innerText();
    expect(other).toContain('unknown since 3 Feb 2026');
    await page.context().close();
  });

  it('is resumed with its button; whoever may not do it is told so', async () => {
    const page = await signedInPage(browser);
    await openInTrouble(page);
    const asked: string[] = [];
    await page.route('**/api/books/*/resume', (route) => {
      asked.push(`${route.request().method()} ${new URL(route.request().url()).pathname}`);
      return route.fulfill({ status: 403, json: { status: 403, title: 'Your role does not allow this' } });
    });
    await page.getByRole('button', { name: 'Resume' }).click();
    await expect
      .poll(() => page.getByRole('alert').innerText(), patient)
      .toBe('Only an operator of the book may do this.');
    expect(asked).toEqual(['POST /api/books/ai-compute/resume']);
    await page.context().close();
  });
});

describe('a rebuild', () => {
  it('under way says how much is done, at what rate, what is left, and what differs', async () => {
    const page = await signedInPage(browser);
    await openInTrouble(page);
    const bar = page.getByRole('progressbar', { name: 'Progress of the rebuild' });
    expect(await bar.evaluate((element: HTMLProgressElement) => element.position)).toBe(0.25);
    const text = await page.getByTestId('rebuild-report').innerText();
    for (const said of [
      '25,000 of 100,000 events',
      '1,250 events per second',
      '60 seconds left',
      'posting of ai-compute',
    ])
      expect(text).toContain(said);
    await page.context().close();
  });

  it('that is asked for while another is under way is refused in words', async () => {
    const page = await signedInPage(browser);
    await openInTrouble(page);
    await page.route('**/api/projections/exposure/rebuilds', (route) => route.fulfill({ status: 409, json: {} }));
    await page.getByRole('button', { name: 'Rebuild the read models' }).click();
    await expect
      .poll(() => page.getByRole('alert').innerText(), patient)
      .toBe('A rebuild was under way still. Ask again when it has ended.');
    await page.context().close();
  });
});
