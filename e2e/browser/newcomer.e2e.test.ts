import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type System, startSystem } from '@offtake/local/system';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { desktop, openBrowser } from '../browser.ts';

/** A system of its own without any book, as a start with OFFTAKE_EXAMPLE=0 leaves it. */
let home: string;
let system: System;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'offtake-newcomer-'));
  // Without a broker it is there within seconds; what carries the events is none of a newcomer's concern.
  [system, browser] = await Promise.all([
    startSystem({ home, port: 0, log: 'postgres', build: false, example: false }),
    openBrowser(),
  ]);
  const context = await browser.newContext({ viewport: desktop, locale: 'en-GB', reducedMotion: 'reduce' });
  page = await context.newPage();
  await page.goto(await system.signInLink());
});
afterAll(async () => {
  await browser.close();
  await system.stop();
  await rm(home, { recursive: true, force: true });
  if (system.dataDirectory !== null) await rm(system.dataDirectory, { recursive: true, force: true });
});

const patient = { timeout: 20_000 };
const tour = () => page.getByTestId('tour');
const cell = () => page.locator('[data-testid=cell][data-unit=USD][data-obligor=openai][data-obligee=oracle]');

describe('somebody new, in a system without a book', () => {
  it('loads the example book by keyboard, and sees who owes whom', async () => {
    const load = page.getByRole('button', { name: 'Load the example book' });
    await load.waitFor();
    await load.focus();
    await page.keyboard.press('Enter');
    await cell().waitFor();
    expect(await cell().innerText()).toMatch(/300bn/);
    // The book may be on screen before its name is in the URL.
    await expect.poll(() => new URL(page.url()).searchParams.get('book'), patient).toBe('ai-compute');
  });

  it('is led through five steps, each of which marks what it is about', async () => {
    const marked = [];
    for (let step = 1; step <= 5; step += 1) {
      await expect
        .poll(() => tour().getAttribute('aria-labelledby').then(headingOf), patient)
        .toContain(`step ${step}`);
      await expect.poll(() => tour().evaluate((card) => card === document.activeElement), patient).toBe(true);
      marked.push(await page.locator('[data-tour-here]').count());
      await page.getByRole('button', { name: step === 5 ? 'Done' : 'Next' }).press('Enter');
    }
    expect(marked).toEqual([1, 1, 1, 1, 1]);
    await expect.poll(() => tour().count(), patient).toBe(0);
    expect(await page.locator('[data-tour-here]').count()).toBe(0);
  });

  it('begins the tour again from the keys, tries what it is about, and leaves it with Escape', async () => {
    await page.reload();
    await cell().waitFor();
    expect(await page.getByTestId('tour-offer').count()).toBe(0);
    await page.keyboard.press('?');
    await page.getByRole('button', { name: 'Take the tour: five steps' }).press('Enter');
    await tour().getByRole('button', { name: 'Next' }).click();
    await tour().getByRole('button', { name: 'Try it' }).click();
    expect(await cell().evaluate((figure) => figure === document.activeElement)).toBe(true);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: /./ }).getByText('300bn').first().waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => tour().count(), patient).toBe(1);
    await page.keyboard.press('Escape');
    await expect.poll(() => tour().count(), patient).toBe(0);
  });
});

describe('an analyst new to it, without documentation', () => {
  const field = (pointer: string) => page.locator(`[name="${pointer}"]`);
  const deals = () => page.getByRole('link', { name: 'Deals' });
  const delivered = () => page.locator('main').innerText();
  const toAws = () => page.locator('[data-testid=cell][data-unit=USD][data-obligor=openai][data-obligee=aws]');

  it('sees what OpenAI owes Oracle and why, by mouse and by keyboard', async () => {
    const explained = page.getByRole('dialog');
    await cell().click();
    await expect.poll(() => explained.innerText(), patient).toContain('rcrwireless.com');
    await explained.getByTestId('explain-check').waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => explained.count(), patient).toBe(0);
    await cell().press('Enter');
    await expect.poll(() => explained.innerText(), patient).toContain('300bn');
    await page.keyboard.press('Escape');
  });

  it('sees what was known on 31 October 2025: nothing yet of AWS', async () => {
    await toAws().waitFor();
    await page.getByLabel('Known on').fill('2025-10-31');
    await expect.poll(() => new URL(page.url()).searchParams.get('knownAt'), patient).toBe('2025-10-31');
    await expect.poll(() => toAws().count(), patient).toBe(0);
    expect(await cell().innerText()).toMatch(/300bn/);
  });

  it('plays from there to today', async () => {
    await page.emulateMedia({ reducedMotion: 'no-preference' });
    await page.getByLabel('Speed, in events per second').selectOption('32');
    await page.getByRole('button', { name: 'Play' }).press('Enter');
    await toAws().waitFor();
    await expect.poll(() => page.getByTestId('live-button').getAttribute('aria-pressed'), patient).toBe('true');
    await page.emulateMedia({ reducedMotion: 'reduce' });
  });

  it('records a delivery of Oracle’s, from the deal', async () => {
    await deals().click();
    await page.getByRole('link', { name: 'OpenAI and Oracle' }).click();
    await page.locator('main a[href*="type=PerformanceRecorded"][href*="leg=capacity"]').click();
    await field('/data/quantity/value').fill('200');
    await field('/evidence/0/publisher').fill('the operator');
    await field('/evidence/0/publisher').press('Enter');
    await page.getByTestId('recorded-notice').filter({ hasText: 'Recorded at position 71' }).waitFor();
    await expect.poll(delivered, patient).toMatch(/200\s*MW/);
  });

  it('corrects it from its line in the history, which keeps both', async () => {
    await page.getByTestId('history-entry').first().getByRole('link', { name: 'Correct' }).click();
    await expect.poll(() => field('/data/data/quantity/value').inputValue(), patient).toBe('200');
    await field('/data/data/quantity/value').fill('250');
    await field('/reason').fill('a building was left out');
    await page.getByTestId('record-submit').click();
    await page.getByTestId('recorded-notice').filter({ hasText: 'Recorded at position 72' }).waitFor();
    await expect.poll(delivered, patient).toMatch(/250\s*MW/);
    const corrected = page.getByTestId('history-entry').filter({ hasText: 'a building was left out' });
    await expect.poll(() => corrected.count(), patient).toBeGreaterThan(0);
  });

  it('exports the table, by mouse and by keyboard', async () => {
    await page.getByRole('link', { name: 'Exposure' }).click();
    await cell().waitFor();
    const menu = page.getByTestId('export').first();
    for (const press of ['click', 'Enter'] as const) {
      const [saved] = await Promise.all([
        page.waitForEvent('download'),
        (async () => {
          await (press === 'click' ? menu.click() : menu.press(press));
          const asTable = page.getByRole('button', { name: 'Table as CSV' }).first();
          await (press === 'click' ? asTable.click() : asTable.press(press));
        })(),
      ]);
      expect(await readFile(await saved.path(), 'utf8')).toMatch(/openai,.*oracle,.*300000000000/i);
    }
  });

  it('goes on in Spanish, where a billion is no billón', async () => {
    await page.getByTestId('locale-switch').press('Enter');
    await expect.poll(() => page.locator('html').getAttribute('lang'), patient).toBe('es');
    await expect.poll(() => page.locator('main').innerText(), patient).toContain('Quién debe a quién');
    expect((await cell().innerText()).replace(/\s+/g, ' ')).toBe('300 mil M');
    expect(await page.locator('body').innerText()).not.toMatch(/bill[oó]n/i);
  });
});

async function headingOf(id: string | null): Promise<string | null> {
  return page.evaluate((heading) => document.getElementById(heading ?? '')?.textContent ?? null, id);
}
