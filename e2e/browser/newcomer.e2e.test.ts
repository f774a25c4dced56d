import { mkdtemp, rm } from 'node:fs/promises';
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
    expect(new URL(page.url()).searchParams.get('book')).toBe('ai-compute');
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

async function headingOf(id: string | null): Promise<string | null> {
  return page.evaluate((heading) => document.getElementById(heading ?? '')?.textContent ?? null, id);
}
